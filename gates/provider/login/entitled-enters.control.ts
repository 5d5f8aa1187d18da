import { defineControl, pass } from "../../../core/check.ts";
import { unlessSignedIn } from "../arrived.ts";

/** A hub that lets nobody in would refuse the right people too. */
export default defineControl({
  name: "a person with a grant gets in",
  needs: ["browser.login"],
  judge: ({ browser: { login } }) => unlessSignedIn(login) ?? pass,
});
