import { readFileSync } from "node:fs";
import type { Reach } from "../../core/doors.ts";
import type { Target } from "../../core/spokes/schema.ts";
import type { Federation } from "../../fixtures/federation/start.ts";
import { openInbound } from "../../probes/tripwire/listen.ts";
import { openRelayed } from "../../probes/tripwire/relayed.ts";
import { secretFromEnvironment } from "./settings.ts";

/** The way in that a target states for the tripwire: a relay, its own certificate, or one of the federation beside it. */
export const inboundOf = (
  target: Target | undefined,
  relativeTo: (path: string) => string,
  federation: Federation | undefined,
  reach: Reach,
): ReturnType<typeof openInbound> | undefined => {
  if (!target?.tripwire || target.read_only) return undefined;
  const { public_url: origin, listen, relay, cert_file, key_file } = target.tripwire;
  if (relay !== undefined) return openRelayed({ origin, reach, token: () => secretFromEnvironment(relay) });
  if (listen === undefined) return undefined;
  const host = new URL(origin).hostname;
  const neighbour = federation?.welcome(host);
  return openInbound({
    origin,
    listen,
    identity: async () => {
      if (cert_file === undefined || key_file === undefined) return neighbour;
      const pem = (path: string) => readFileSync(relativeTo(path), "utf8");
      return { cert: pem(cert_file), key: pem(key_file) };
    },
    listening: (address) => void neighbour?.then(({ answersAt }) => answersAt(address)),
  });
};
