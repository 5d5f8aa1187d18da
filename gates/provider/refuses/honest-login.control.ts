import { all, blockedBy, defineControl, type Judgement, pass } from "../../../core/check.ts";
import { letIn, loginNamed } from "./login.ts";

/** The same registration, nothing wrong: let in before the lies and after them. */
export default defineControl({
  name: "an honest login through the same registration is let in",
  needs: ["tripwire.logins"],
  judge: ({ tripwire: { logins } }) =>
    all(
      ["honest 1", "honest at the end"].map((name): Judgement => {
        const login = loginNamed(logins, name);
        const said =
          logins.refused ?? login?.landed?.description ?? login?.landed?.error ?? "it was not seen";
        return letIn(login)
          ? pass
          : blockedBy("provider/login-completes", `"${name}" gave no session: ${said}`);
      }),
    ),
});
