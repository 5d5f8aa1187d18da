import { defineRefusal, fail, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An unverified e-mail never reaches an existing account",
  failureTitle: "An unverified e-mail reaches an existing account",
  why: "Anybody can type any address at some provider. Only a verified one may lead to the account that has it.",
  remedy: "Spoke backend: link by e-mail only when the provider says `email_verified: true`.",
  sources: ["practice", "OIDCC:5.7"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.accounts"],
  control: honestLogin,
  judge: ({ tripwire: { accounts } }) => {
    const { before, after, logins = [], left } = accounts.unverified ?? {};
    const [login] = logins;
    if (before?.id === undefined || login?.session === undefined) {
      return unknown("no account was there to be reached", "targets.<name>.allow_writes, or an attestation", {
        evidence: "tripwire.accounts",
        because: "no such account was seeded",
      });
    }
    if (login.session && login.user === before.id) {
      return fail(
        "a login with the account's unverified address",
        "not that account",
        "its session",
        ...ids(login),
      );
    }
    if (after === undefined) return fail("the account", "unchanged", "gone", ...ids(login));
    if (after.identities?.some(({ providerId }) => providerId === login.sub))
      return fail("the account's identities", "unchanged", "the unverified one was added", ...ids(login));
    if (after.email !== before.email || after.confirmed !== before.confirmed)
      return fail("the account", before, after, ...ids(login));
    const actual = left ? `a row of its own, ${left.confirmed ? "confirmed" : "unconfirmed"}` : "nothing";
    return { ...pass, cases: [{ name: "left over (reported)", outcome: "pass", actual }] };
  },
});
