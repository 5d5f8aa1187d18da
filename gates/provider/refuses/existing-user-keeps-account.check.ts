import { defineRefusal, fail, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, letIn } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "A user from before the cutover keeps their account",
  failureTitle: "A user from before the cutover gets another account",
  why: "Real users come back through Cargo with the address they always had. Another uid means: their rows are gone for them (RLS is untouched).",
  remedy:
    "Spoke backend: link by verified e-mail, so that auth.uid() stays and the Cargo identity is added to it.",
  sources: ["S0:step-4", "S2:RLS-untouched"],
  kinds: ["client"],
  needs: ["tripwire.accounts"],
  control: honestLogin,
  judge: ({ tripwire: { accounts } }) => {
    const { before, after, logins = [], postgres } = accounts.existing ?? {};
    const [login] = logins;
    if (before?.id === undefined || login?.session === undefined) {
      return unknown("no account from before was there", "targets.<name>.allow_writes, or an attestation", {
        evidence: "tripwire.accounts",
        because: "no such account was seeded",
      });
    }
    const said = login.landed?.description ?? login.landed?.error ?? "no session";
    if (!letIn(login)) return fail("the user's first login through Cargo", "a session", said, ...ids(login));
    if (login.user !== before.id)
      return fail("auth.uid() after the login", before.id, login.user, ...ids(login));
    // rows belong to whom Postgres takes the bearer for
    if (postgres?.status === 200 && postgres.uid !== before.id)
      return fail("auth.uid() as Postgres sees it", before.id, postgres.uid, ...ids(login));
    return after?.identities?.some(({ providerId }) => providerId === login.sub)
      ? pass
      : fail(
          "the account's identities",
          "the Cargo identity added",
          after?.identities ?? "none",
          ...ids(login),
        );
  },
});
