import {
  all,
  blockedBy,
  defineCheck,
  fail,
  type Judgement,
  pass,
  same,
  unknown,
} from "../../../core/check.ts";

const LIVE = "endpoints/branded-backend-is-live";

/** A redirect alone does not tell the kind: a plain OAuth2 provider starts a login just as well. */
export default defineCheck({
  level: "required",
  title: "Cargo is registered as a custom OIDC provider, and it starts a login",
  failureTitle: "Cargo is not registered as a custom OIDC provider",
  why: "Only the OIDC kind checks an id_token. The plain OAuth2 kind trusts unsigned userinfo, and third-party auth would make the backend trust the hub's tokens themselves.",
  remedy:
    "Spoke: Authentication, Providers, Add provider, Custom OIDC Provider, under the id in spokes.yaml; remove the OAuth2 provider and anything under Third-Party Auth.",
  sources: ["S0:step-3", "S2:STEP-2"],
  pauses: true,
  kinds: ["client"],
  needs: ["provider.starts", "provider.registered"],
  judge: ({ provider: { starts, registered } }, { spoke }) => {
    const { id } = spoke.provider;
    const first = starts.starts?.[0];
    const status = first?.answer?.status;
    const down = (answered: number | undefined) =>
      answered === undefined || answered === 404 || answered >= 500;
    const begins: Judgement = down(status)
      ? blockedBy(LIVE, `starting a login answered ${status ?? first?.answer?.error?.code ?? "nothing"}`)
      : first?.request?.params?.client_id === undefined
        ? fail(`starting a login with ${id}`, "a redirect to Cargo", first?.answer?.body || status)
        : pass;
    const { providers: stored } = registered;
    if (stored === undefined) {
      const said = `the admin API answered ${registered.status ?? registered.error?.code}`;
      return all([
        begins,
        down(registered.status) ? blockedBy(LIVE, said) : unknown(said, "a working admin key"),
      ]);
    }
    const own = stored.find(({ identifier }) => identifier === id);
    return all([
      same(`kind of ${id}`, "oidc", own?.kind ?? "not registered", registered.exchange),
      same(`${id} enabled`, true, own?.enabled, registered.exchange),
      begins,
    ]);
  },
});
