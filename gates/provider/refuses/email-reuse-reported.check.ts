import { type Case, defineRefusal, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, letIn } from "./login.ts";

/** What it is, and not only that it is right: a spoke must know whom a freed address leads to. */
const told = (judgement: Judgement, actual: string): Judgement => {
  const shown: Case = {
    name: "another person with the same verified address (reported)",
    outcome: "pass",
    actual,
  };
  return { ...judgement, cases: [...(judgement.cases ?? []), shown] };
};

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
  needs: ["tripwire.people"],
  control: honestLogin,
  judge: ({ tripwire: { people } }) => {
    const { logins = [], after } = people.reused ?? {};
    const [first, second] = logins;
    if (!letIn(first) || second?.session === undefined) {
      return unknown("no two people with one address were seen", "provider/login-completes", {
        evidence: "tripwire.people",
        because: "the first of them gave no session",
      });
    }
    if (!second.session) return told(pass, "was refused");
    if (second.user !== first?.user) return told(pass, "became another user");
    const kept = after?.identities?.map(({ providerId }) => providerId) ?? [];
    const judged =
      kept.includes(first?.sub) && kept.includes(second.sub)
        ? pass
        : fail("identities of the shared account", [first?.sub, second.sub], kept, ...ids(second));
    return told(judged, "became the same user: whoever has the address has the account");
  },
});
