import { all, blockedBy, defineControl, type Judgement, pass } from "../../../core/check.ts";
import { comesBackElsewhere } from "../comes-back.ts";
import { letIn, loginNamed } from "./login.ts";

/** The same registration, nothing wrong: let in before the lies and after them. */
export default defineControl({
  name: "an honest login through the same registration is let in",
  needs: ["tripwire.logins"],
  judge: ({ tripwire: { logins } }, { spoke }) =>
    all(
      ["honest 1", "honest at the end"].map((name): Judgement => {
        const login = loginNamed(logins, name);
        const said =
          logins.refused ?? login?.landed?.description ?? login?.landed?.error ?? "it was not seen";
        const back = login?.asked?.redirect;
        if (letIn(login)) return pass;
        return back !== undefined && comesBackElsewhere(back, spoke)
          ? blockedBy("endpoints/callback-branded", `the backend has its logins come back to ${back}`)
          : blockedBy("provider/login-completes", `"${name}" gave no session: ${said}`);
      }),
    ),
});
