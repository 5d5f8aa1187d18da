import { blockedBy, defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";

/** As the journeys call the control that starts it all: what is wrong with it is told once, by provider/one-button. */
const BUTTON = "sign-in button";

export default defineCheck({
  level: "advisory",
  title: "Sign-in, consent and sign-out can be done by keyboard alone, from the button on",
  failureTitle: "A step of sign-in or sign-out cannot be done by keyboard alone",
  why: "Who cannot use a pointer signs in with Tab and Enter. One control on the way that the focus does not reach, or that does not hear Enter, keeps them out of every app at once.",
  remedy:
    "Whoever made that control (the hub for its form and consent, the spoke for sign-out): use a native button, input or link, without tabindex=-1, and let no script take the focus away.",
  sources: ["practice"],
  kinds: ["client"],
  needs: ["browser.login", "browser.keyboard"],
  judge: ({ browser: { login, keyboard } }) => {
    const { steps = [] } = keyboard;
    const judged = eachCase(
      steps,
      ({ name = "a step" }) => name,
      ({ name = "a step", reached, presses, passed, worked, typed }) => {
        if (name === BUTTON && (reached !== true || worked === false))
          return blockedBy("provider/one-button", "the login could not be begun by keyboard");
        if (reached !== true) {
          const went = passed?.length
            ? `not after ${presses} presses; it went to: ${passed.join(", ")}`
            : "not reached";
          return fail(name, "reached with the Tab key", went);
        }
        if (typed === false) return fail(name, "takes what is typed", "something else stood in it");
        return worked === false ? fail(name, "Enter does what a click does", "only a click does") : pass;
      },
    );
    if (judged.is === "fail") return judged;
    const blocked = unlessReached(login, keyboard);
    if (blocked) return blocked;
    if (!steps.some(({ name }) => name === BUTTON))
      return blockedBy("provider/one-button", "the login was not begun");
    if (!steps.some(({ name }) => name === "sign-out"))
      return blockedBy("provider/global-logout-fires", "nobody signed out");
    return (login.asked ?? []).includes("credentials")
      ? judged
      : unknown("the first login asked for nothing that could be typed", "provider/login-completes");
  },
});
