import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";

export default defineProbe({
  title: "Key sets of both hosts and of the advertised URL",
  kinds: ["hub"],
  produces: ["jwks.public", "jwks.backend", "jwks.advertised"],
  needs: ["discovery.public"],
  access: ["public"],
  gather: async ({ given: { discovery }, subject: { hub }, doors, saw, missed }) => {
    const document = discovery.public.json as { jwks_uri?: unknown; issuer?: unknown } | null | undefined;
    const advertised = typeof document?.jwks_uri === "string" ? document.jwks_uri : undefined;
    const issuer = hub.issuer ?? (typeof document?.issuer === "string" ? document.issuer : undefined);
    const url = hub.endpoints.jwks;
    const twin = issuer === undefined ? undefined : backendTwin(url, issuer);
    const asked = new Map<string, ReturnType<typeof doors.http.send>>();
    const ask = async (at: string) => {
      const pending = asked.get(at) ?? doors.http.send(at);
      asked.set(at, pending);
      return (await pending).seen;
    };
    await Promise.all([
      ask(url).then((seen) => saw("jwks.public", seen)),
      twin
        ? ask(twin).then((seen) => saw("jwks.backend", seen))
        : missed("jwks.backend", "no issuer is known, so neither is its host"),
      advertised === undefined
        ? saw("jwks.advertised", {})
        : ask(advertised).then((seen) => saw("jwks.advertised", seen)),
    ]);
  },
});
