import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Reach } from "../../core/doors.ts";
import { createTaint } from "../../core/redact.ts";
import { type OpenDoors, openDoors } from "../../probes/http/doors.ts";

export interface Local {
  readonly doors: OpenDoors;
  readonly asked: readonly string[];
  readonly survivors: (text: string) => readonly string[];
  readonly close: () => Promise<void>;
}

/** A plain server on loopback that answers as `hub.test`, and doors that lead there and nowhere else. */
export const local = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  reach: Partial<Reach> = {},
): Promise<Local> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} http://${request.headers.host}${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const taint = createTaint();
  const doors = openDoors({
    reach: {
      resolve: { "hub.test:80": address },
      ca: undefined,
      declared: ["hub.test"],
      timeoutMs: 300,
      requestsPerHost: 50,
      agent: "cargo-identity-gates/test",
      ...reach,
    },
    env: { GATES_SECRET: "an environment secret" },
    taint,
    say: () => {},
  });
  return {
    doors,
    asked,
    survivors: taint.survivors,
    close: async () => {
      await doors.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
