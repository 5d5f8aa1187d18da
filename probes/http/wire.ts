import http from "node:http";
import type { Duplex } from "node:stream";
import type { buildConnector } from "undici";
import type { WireRequest } from "../../core/doors.ts";
import { answered, bodyOf, errorOf, type Raw } from "./raw.ts";

/**
 * Sends requests as they are written, one after the other on one TLS connection as long as the other side keeps it:
 * any Host header, several of them or none, and any request target. Only the answer is read by rule.
 */
export const sendOnWire = async (
  dial: buildConnector.connector,
  hostname: string,
  requests: readonly WireRequest[],
  timeoutMs: number,
): Promise<Raw[]> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  agent.createConnection = (_options, done) => {
    dial({ hostname, host: hostname, protocol: "https:", port: "443" }, (error, socket) =>
      done?.(error, socket as Duplex),
    );
    return undefined;
  };
  const one = (request: WireRequest): Promise<Raw> =>
    new Promise((resolve) => {
      const fail = (error: unknown) => resolve(errorOf(error));
      const { method = "GET", target, headers, body } = request;
      const length = body === undefined ? [] : ["content-length", String(Buffer.byteLength(body))];
      const sent = http.request({
        agent,
        host: hostname,
        method,
        path: target,
        headers: [...headers.flat(), ...length],
        signal: AbortSignal.timeout(timeoutMs),
      });
      sent.on("error", fail);
      sent.on("response", (answer) => {
        bodyOf(answer).then((text) => resolve(answered(answer.statusCode ?? 0, answer.headers, text)), fail);
      });
      sent.end(body);
    });
  try {
    const answers: Raw[] = [];
    for (const request of requests) {
      const seenAt = new Date().toISOString();
      const from = performance.now();
      const raw = await one(request);
      answers.push({ ...raw, seenAt, ms: performance.now() - from });
    }
    return answers;
  } finally {
    agent.destroy();
  }
};
