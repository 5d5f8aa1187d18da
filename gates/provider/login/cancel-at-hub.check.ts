import { blockedBy, defineRefusal, fail, type Judgement, pass } from "../../../core/check.ts";
import { noneHeld } from "../held.ts";
import { named } from "../named.ts";
import entitledEnters from "./entitled-enters.control.ts";

export default defineRefusal({
  level: "required",
  title: "Turning back at Cargo leads to an app that works, with nobody signed in",
  failureTitle: "Turning back at Cargo leaves the person stranded",
  why: "People change their minds. A cancelled login that ends on an error page, or in an app that no longer starts a login, looks like an outage and brings a support call.",
  remedy:
    "Spoke: take error and error_description off the address, show the sign-in button again and let the next click start a fresh login. Hub: send the browser back with access_denied.",
  sources: ["practice", "RFC6749:4.1.2.1"],
  kinds: ["client"],
  needs: ["refusal.cancel"],
  control: entitledEnters,
  judge: ({ refusal: { cancel } }, { spoke }) => {
    const { app = {}, by, startsAgain, unreached } = cancel;
    if (unreached === "no button") return blockedBy("provider/one-button", "there was nothing to click");
    if (unreached !== undefined || by === undefined)
      return blockedBy("provider/login-completes", unreached ?? "nobody turned back");
    const after = `after "${by}"`;
    const origin = URL.parse(app.landed ?? "")?.origin;
    const cases: readonly (readonly [string, Judgement])[] = [
      ["back at the app", origin === spoke.app ? pass : fail(`where it led ${after}`, spoke.app, app.landed)],
      [
        "nobody signed in",
        app.signOutShown === false
          ? noneHeld(app.sessionHeld, `the app ${after}`, app.said)
          : fail(`the app ${after}`, "no session", app.said),
      ],
      [
        "the button is shown",
        app.buttonShown === true ? pass : fail(`the app ${after}`, spoke.button, app.said),
      ],
      [
        "the next click starts a login",
        startsAgain === true ? pass : fail(`the next click ${after}`, "an authorization request", "none"),
      ],
    ];
    return named(cases);
  },
});
