import { type Doors, NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
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
  gather: async ({ subject: { spoke }, doors, saw }) => {
    const base = `${spoke.backend.url}${spoke.backend.auth_path}`;
    const headers = keyHeader(doors, spoke.backend.anon_key);
    const ask = async (name: string) => {
      const url = `${base}/${name}`;
      return { name, sent: url, answer: (await doors.http.send(url, { headers })).seen };
    };
    const start = async () => {
      const query = new URLSearchParams({ provider: spoke.provider.id, redirect_to: spoke.app });
      const exchange = await doors.http.send(`${base}/authorize?${query}`);
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
      const attempts = await Promise.all(["health", "settings"].map(ask));
      const version = versionIn(attempts.find(({ name }) => name === "health")?.answer.json);
      saw("backend.live", { attempts, ...(version !== undefined && { version }) });
    };
    await Promise.all([live(), start()]);
  },
});
