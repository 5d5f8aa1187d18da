import { blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { named } from "../named.ts";
import { entered, toHubAlone, told } from "./places.ts";

export default defineCheck({
  level: "required",
  title: "A password reset replaces the old password by the new one",
  failureTitle: "A password reset does not replace the password",
  why: "People forget passwords, and whoever believes theirs was stolen resets it. A reset that leaves the old one good protects nobody.",
  remedy:
    "Account home: resetPasswordForEmail on the shared backend, a screen at the mail's link that asks for the new password, then updateUser; the old password ends there and then.",
  sources: ["S1:step-0", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.reset"],
  judge: ({ home: { reset } }, subject) => {
    const { unreached, sent = {}, mail, offered, old, new: fresh, calls } = reset;
    const { labels } = subject.spoke;
    if (unreached !== undefined) return blockedBy("provider/home-signup-works", unreached);
    if (sent.ended === "error" || /^no form with/.test(sent.said ?? "")) {
      return blockedBy("endpoints/home-screens-answer", `the reset could not be asked for: ${told(sent)}`);
    }
    if (mail === undefined)
      return fail("the inbox after a reset was asked for", "a mail with a link", told(sent));
    if (offered !== true) return fail("at the mail's link", `a field "${labels.new_password}"`, "none");
    const oldOne: Judgement = !old?.asked?.includes("credentials")
      ? unknown("the old password was not tried", "provider/home-login-works")
      : entered(old)
        ? fail("sign-in with the old password", "refused", told(old))
        : pass;
    return named([
      [
        "the new password signs in",
        entered(fresh) ? pass : fail("sign-in with the new password", "signed in", told(fresh ?? {})),
      ],
      ["the old password is refused", oldOne],
      ["what was typed went to the hub alone", toHubAlone(calls, subject)],
    ]);
  },
});
