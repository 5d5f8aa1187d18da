import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import { effectiveOf, isKeySet, noIssuer } from "./effective.ts";

export default defineProbe({
  title: "Key sets of both hosts and of the advertised URL",
  kinds: ["hub"],
  produces: ["jwks.public", "jwks.backend", "jwks.effective", "jwks.advertised"],
  needs: ["discovery.effective"],
  access: ["public"],
  gather: async ({ given: { discovery }, subject: { hub }, doors, saw }) => {
    const document = discovery.effective.json as { jwks_uri?: unknown; issuer?: unknown } | null | undefined;
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
    const both = async () => {
      const [here, there] = await Promise.all([ask(url), twin ? ask(twin) : noIssuer]);
      saw("jwks.public", here);
      saw("jwks.backend", there);
      saw("jwks.effective", effectiveOf(here, there, isKeySet));
    };
    await Promise.all([
      both(),
      advertised === undefined
        ? saw("jwks.advertised", {})
        : ask(advertised).then((seen) => saw("jwks.advertised", seen)),
    ]);
  },
});
