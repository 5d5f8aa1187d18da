import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import { noneHeld } from "../held.ts";

export default defineCheck({
  level: "advisory",
  title: "When a login fails, the app says so and offers the button again",
  failureTitle: "A failed login is not explained",
  why: "A login that fails without a word is tried again and again, and reported as an outage. One that ends on a bare error page cannot even be tried again.",
  remedy:
    "Spoke: read error and error_description from the address after the callback, say in plain words that the sign-in did not complete, and show the button.",
  sources: ["practice", "RFC6749:4.1.2.1"],
  kinds: ["client"],
  needs: ["refusal.errors"],
  judge: ({ refusal: { errors } }, { spoke }) => {
    const usual = errors.front?.said ?? "";
    return eachCase(
      errors.cases ?? [],
      ({ name }) => name ?? "?",
      ({ name, unreached, app = {} }): Judgement => {
        const at = `the app after ${name}`;
        if (unreached === "no button") return blockedBy("provider/one-button", "there was nothing to click");
        if (unreached !== undefined) return blockedBy("provider/login-completes", unreached);
        if (app.landed === undefined) return unknown(`${at} was not seen`, "a new run");
        if (URL.parse(app.landed)?.origin !== spoke.app) return fail(at, spoke.app, app.landed);
        const gone = noneHeld(app.sessionHeld, at, app.said);
        if (gone.is !== "pass") return gone;
        if (app.signOutShown !== false) return fail(at, "nobody signed in", app.said);
        if (app.buttonShown !== true) return fail(at, "the sign-in button", app.said);
        return app.said === usual || !app.said ? fail(at, "words about what happened", app.said ?? "") : pass;
      },
    );
  },
});
