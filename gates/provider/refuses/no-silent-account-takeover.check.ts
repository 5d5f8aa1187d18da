import { defineRefusal, fail, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "Whoever registered somebody's address first keeps nothing of the account",
  failureTitle: "Whoever registered somebody's address first keeps a way into their account",
  why: "An attacker registers the victim's address and never confirms it. When the victim comes through Cargo, what the attacker left must be gone, or they share the account.",
  remedy:
    "Spoke backend: when a verified identity meets an unconfirmed account, take its password and its other identities away.",
  sources: ["practice", "S2:RLS-untouched"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.accounts"],
  control: honestLogin,
  judge: ({ tripwire: { accounts } }) => {
    const { before, after, logins = [], password } = accounts.unconfirmed ?? {};
    const [login] = logins;
    if (before?.id === undefined || login?.session === undefined || password?.status === undefined) {
      return unknown("no unconfirmed account was there", "targets.<name>.allow_writes, or an attestation", {
        evidence: "tripwire.accounts",
        because: "no such account was seeded",
      });
    }
    if (password.status < 300)
      return fail("the registrant's password afterwards", "refused", "a session", ...ids(login));
    const mine = after?.identities?.some(({ providerId }) => providerId === login.sub) ?? false;
    const others = after?.identities?.filter(({ providerId }) => providerId !== login.sub) ?? [];
    return mine && others.length > 0
      ? fail("identities of the account", "the Cargo identity alone", after?.identities, ...ids(login))
      : pass;
  },
});
