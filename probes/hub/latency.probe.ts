import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Doors, Request } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { authorizationRequest } from "../oauth/request.ts";

const SAMPLES = 10;

interface Sampled {
  readonly name: string;
  readonly url: string;
  readonly ms: number[];
  readonly error?: string;
  readonly exchange?: string | undefined;
}

/** Asks one endpoint again and again, one request after the other. It stops at the first that is not served. */
const sample = async (doors: Doors, name: string, url: string, request: Request): Promise<Sampled> => {
  const ms: number[] = [];
  let exchange: string | undefined;
  // one more than counted: the first opens the connection and warms what stands behind it
  for (let made = 0; made <= SAMPLES; made++) {
    const { seen } = await doors.http.send(url, request);
    exchange = seen.exchange;
    const { status = 0, error } = seen;
    if (error) return { name, url, ms, error: error.code ?? "no answer", exchange };
    // turned away in haste is not answered
    if (status === 429 || status >= 500) return { name, url, ms, error: `status ${status}`, exchange };
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
    const wanted: readonly (readonly [name: string, url: string, request: Request])[] = [
      ["discovery", discovery, {}],
      ["jwks", jwks, {}],
      ["authorization", authorizationRequest(doors, subject).url, {}],
      // without a client and without a bearer: the endpoint answers, and nobody's failed sign-in is counted
      ["token", token, form],
      ["userinfo", userinfo, {}],
    ];
    const endpoints: Sampled[] = [];
    for (const [name, url, request] of wanted) {
      // a host that is silent is not waited for once more
      const silent = endpoints.find(({ error }) => error === "ETIMEDOUT")?.error;
      endpoints.push(silent ? { name, url, ms: [], error: silent } : await sample(doors, name, url, request));
    }
    late.disable();
    const plainUrls = endpoints.map((one) => ({ ...one, url: one.url.split("?", 1)[0] }));
    saw("latency.samples", { endpoints: plainUrls, late_ms: Math.round(late.max / 1e6) });
  },
});
