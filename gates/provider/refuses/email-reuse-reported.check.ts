import { defineRefusal, fail, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, letIn } from "./login.ts";

export default defineRefusal({
  level: "advisory",
  title: "Another person with a known address leaves a trace of both",
  failureTitle: "Another person with a known address takes the first one's identity away",
  why: "Addresses are given to new people. Whether they then share an account (backends link by e-mail) or get their own, the spoke's records must show that two Cargo identities were there.",
  remedy:
    "Spoke: know that linking is by e-mail; Cargo: never give a freed address to somebody else. Spoke backend: keep every identity that was linked.",
  sources: ["S0:step-4", "practice"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.accounts"],
  control: honestLogin,
  judge: ({ tripwire: { accounts } }) => {
    const { logins = [], after } = accounts.reused ?? {};
    const [first, second] = logins;
    if (!letIn(first) || second?.session === undefined) {
      return unknown("no two people with one address were seen", "provider/login-completes", {
        evidence: "tripwire.accounts",
        because: "the first of them gave no session",
      });
    }
    // refused, or an account of its own: nothing is shared
    if (!second.session || second.user !== first?.user) return pass;
    const kept = after?.identities?.map(({ providerId }) => providerId) ?? [];
    return kept.includes(first?.sub) && kept.includes(second.sub)
      ? pass
      : fail("identities of the shared account", [first?.sub, second.sub], kept, ...ids(second));
  },
});
