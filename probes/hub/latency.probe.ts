import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Doors, Request } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { authorizationRequest } from "../oauth/request.ts";

const SAMPLES = 10;

/** Asks one endpoint again and again, one request after the other. It stops at the first that gets no answer. */
const sample = async (doors: Doors, name: string, url: string, request: () => Request) => {
  const ms: number[] = [];
  let exchange: string | undefined;
  // one more than counted: the first opens the connection and warms what stands behind it
  for (let made = 0; made <= SAMPLES; made++) {
    const { seen } = await doors.http.send(url, request());
    exchange = seen.exchange;
    if (seen.error) return { name, url, ms, error: seen.error.code ?? "no answer", exchange };
    if (made > 0 && seen.ms !== undefined) ms.push(seen.ms);
  }
  return { name, url, ms, exchange };
};

export default defineProbe({
  title: "How fast each endpoint answers",
  kinds: ["client"],
  produces: ["latency.samples"],
  access: ["public"],
  alone: "before",
  gather: async ({ subject, doors, saw }) => {
    const { discovery, jwks, token, userinfo } = subject.hub.endpoints;
    const form = {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=authorization_code",
    };
    const late = monitorEventLoopDelay({ resolution: 5 });
    late.enable();
    const endpoints = [
      await sample(doors, "discovery", discovery, () => ({})),
      await sample(doors, "jwks", jwks, () => ({})),
      await sample(doors, "authorization", authorizationRequest(doors, subject).url, () => ({})),
      // without a client and without a bearer: the endpoint answers, and nobody's failed sign-in is counted
      await sample(doors, "token", token, () => form),
      await sample(doors, "userinfo", userinfo, () => ({})),
    ];
    late.disable();
    const plainUrls = endpoints.map((one) => ({ ...one, url: one.url.split("?", 1)[0] }));
    saw("latency.samples", { endpoints: plainUrls, late_ms: Math.round(late.max / 1e6) });
  },
});
