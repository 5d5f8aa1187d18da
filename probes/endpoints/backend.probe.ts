import { type Doors, NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { isSecret, taintUrl } from "../http/secrets.ts";

/** Hosted backends want their public key with every request; without one we ask as a stranger would. */
const keyHeader = (doors: Doors, ref: string | undefined): Record<string, string> => {
  if (ref === undefined) return {};
  try {
    return { apikey: doors.secret(ref) };
  } catch (error) {
    if (error instanceof NotGiven) return {};
    throw error;
  }
};

const versionIn = (health: unknown): string | undefined => {
  const version = (health as { readonly version?: unknown } | null | undefined)?.version;
  return typeof version === "string" ? version : undefined;
};

export default defineProbe({
  title: "The spoke's own backend at its branded host",
  kinds: ["client"],
  produces: ["backend.live", "backend.start"],
  access: ["public"],
  gather: async ({ subject, doors, saw, missed }) => {
    const { spoke } = subject;
    const state = spokeStateOf(subject, doors);
    const headers = keyHeader(doors, spoke.backend.anon_key);
    const start = async () => {
      const exchange = await doors.http.send(state.startUrl(spoke.app));
      const location = URL.parse(exchange.headers.location ?? "");
      if (!location) return saw("backend.start", { answer: exchange.seen });
      taintUrl(location.href, doors.taint);
      const params = [...location.searchParams].map(([name, value]): [string, string] => [
        name,
        isSecret(name, value) ? `‹${name}›` : value,
      ]);
      const target = `${location.origin}${location.pathname}`;
      saw("backend.start", { answer: exchange.seen, target, params: Object.fromEntries(params) });
    };
    const live = async () => {
      const attempts = await Promise.all(
        state.alive().map(async ({ name, url }) => {
          const { seen } = await doors.http.send(url, { headers });
          return { name, sent: url, answer: seen };
        }),
      );
      const version = versionIn(attempts.find(({ name }) => name === "health")?.answer.json);
      saw("backend.live", { attempts, ...(version !== undefined && { version }) });
    };
    const orMissed = async (name: "backend.live" | "backend.start", look: () => Promise<void>) => {
      try {
        await look();
      } catch (error) {
        if (!(error instanceof NotGiven)) throw error;
        missed(name, error.message);
      }
    };
    await Promise.all([orMissed("backend.live", live), orMissed("backend.start", start)]);
  },
});
