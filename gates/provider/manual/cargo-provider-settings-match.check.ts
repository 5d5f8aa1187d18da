import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  same,
  unknown,
} from "../../../core/check.ts";
import { providerEndpoints } from "../../../core/spokes/subjects.ts";

export default defineCheck({
  level: "required",
  title: "What is stored for Cargo is what spokes.yaml says",
  failureTitle: "What is stored for Cargo differs from spokes.yaml",
  why: "The tripwire shows what the backend can do; this is what it is set to do. A field that the form shows and the backend drops without a word is found here.",
  remedy:
    "Spoke: enter the provider as spokes.yaml has it and read it back; where a field is dropped by the backend, take this report to the architecture review.",
  sources: ["S0:step-3", "S2:STEP-2"],
  pauses: true,
  kinds: ["client"],
  needs: ["provider.registered"],
  judge: ({ provider: { registered } }, subject) => {
    const { providers, status, error, exchange } = registered;
    const { provider, client } = subject.spoke;
    if (providers === undefined) {
      const said = `the admin API answered ${status ?? error?.code}`;
      return status === undefined || status === 404 || status >= 500
        ? blockedBy("endpoints/branded-backend-is-live", said)
        : unknown(said, "a working admin key, or an attestation");
    }
    const own = providers.find(({ identifier }) => identifier === provider.id);
    if (own === undefined) return fail(provider.id, "registered", "not among the providers", exchange);
    const issuer = provider.issuer ?? subject.hub.issuer;
    const scopes = Array.isArray(own.scopes) ? own.scopes : [];
    const sameScopes =
      scopes.length === provider.scopes.length && provider.scopes.every((one) => scopes.includes(one));
    const cases: [string, Judgement][] = Object.entries({
      ...providerEndpoints(subject),
      client: client.id,
      enabled: true,
      pkce: provider.pkce,
      emailOptional: false,
    }).map(([name, wanted]) => [name, same(name, wanted, own[name] ?? "not stored", exchange)]);
    cases.push(
      [
        "issuer",
        issuer === undefined
          ? unknown("no issuer is stated for this target", "targets.<name>.issuer")
          : same("issuer", issuer, own.issuer ?? "not stored", exchange),
      ],
      ["scopes", sameScopes ? pass : fail("scopes", provider.scopes, own.scopes ?? "not stored", exchange)],
    );
    return eachCase(
      cases,
      ([name]) => name,
      ([, judgement]) => judgement,
    );
  },
});
