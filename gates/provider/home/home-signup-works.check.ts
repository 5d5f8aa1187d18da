import { defineCheck, fail, pass } from "../../../core/check.ts";
import { named } from "../named.ts";
import { entered, toHubAlone, told } from "./places.ts";

export default defineCheck({
  level: "required",
  title: "Sign-up makes an account that works",
  failureTitle: "Sign-up does not make an account that works",
  why: "No other app may sign anybody up any more. When this screen fails, nobody new gets in anywhere.",
  remedy:
    "Account home: call signUp on the shared backend; where the address must be confirmed, send the mail and let its link sign the person in. Look at the mail's sender and at the inbox that spokes.yaml names.",
  sources: ["S1:step-2", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.signup"],
  judge: ({ home: { signup } }, subject) => {
    const { sent = {}, mail, confirmed, arrived = {}, signsIn = {}, calls } = signup;
    const { spoke } = subject;
    const at = `${spoke.app}${spoke.screens.signup}`;
    if (!sent.asked?.includes("credentials")) {
      return fail(at, `a form with "${spoke.labels.create_account}"`, told(sent));
    }
    const known =
      arrived.ended === "dashboard"
        ? pass
        : fail(`${spoke.app}${spoke.screens.dashboard} afterwards`, "signed in", told(confirmed ?? arrived));
    const mailed = fail("after the sign-up", "signed in, or a mail with a link", told(sent));
    return named([
      ["signed in at once, or through a mail's link", !entered(sent) && mail === undefined ? mailed : known],
      [
        "the new password signs in elsewhere",
        entered(signsIn) ? pass : fail("sign-in of the new account", "signed in", told(signsIn)),
      ],
      ["what was typed went to the hub alone", toHubAlone(calls, subject)],
    ]);
  },
});
