import { defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { named } from "../named.ts";
import { entered, told, unlessLoaded } from "./places.ts";

export default defineCheck({
  level: "required",
  title: "Sign-in with a password works, and only with the right one",
  failureTitle: "Sign-in with a password does not work as it must",
  why: "Every other app has given up its own login and sends its users here. A login that lets nobody in stops them all; one that lets anybody in opens them all.",
  remedy:
    "Account home: call signInWithPassword on the shared backend and act on its answer. Fields and button are found by the names under `labels` in spokes.yaml: state yours if they differ.",
  sources: ["S1:step-2", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.login"],
  judge: ({ home: { login } }, { spoke }) => {
    const { right, wrong } = login;
    const at = `${spoke.app}${spoke.screens.login}`;
    const lost = unlessLoaded(right, at, "home.login");
    if (lost || !right) return lost ?? unknown("nobody signed in", "a new run");
    const refusal: Judgement = !wrong?.asked?.includes("credentials")
      ? unknown("no wrong password was tried", "a run in which the form is found")
      : entered(wrong)
        ? fail(`${at} with a wrong password`, "refused", told(wrong))
        : pass;
    return named([
      [
        "the right password signs in",
        entered(right) ? pass : fail(`${at} with the right password`, "signed in", told(right)),
      ],
      ["a wrong password is refused", refusal],
    ]);
  },
});
