import { defineRefusal, fail, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, letIn } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "The same person with another e-mail is the same user",
  failureTitle: "The same person with another e-mail becomes another user",
  why: "People change their address at Cargo. sub is who they are; an account that follows the e-mail is lost with it.",
  remedy: "Spoke backend: look a returning person up by provider and sub before anything else.",
  sources: ["S0:step-4", "OIDCC:5.7"],
  kinds: ["client"],
  needs: ["tripwire.people"],
  control: honestLogin,
  judge: ({ tripwire: { people } }) => {
    const [first, second] = people.moved?.logins ?? [];
    if (!letIn(first) || second?.session === undefined) {
      return unknown("no two logins of one person were seen", "provider/login-completes", {
        evidence: "tripwire.people",
        because: "the first of them gave no session",
      });
    }
    if (!letIn(second)) return fail("the login with the new address", "a session", "none", ...ids(second));
    return second.user === first?.user
      ? pass
      : fail("user id after the change of address", first?.user, second.user, ...ids(second));
  },
});
