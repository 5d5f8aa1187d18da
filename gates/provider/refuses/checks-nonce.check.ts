import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { letIn, loginNamed, refused } from "./login.ts";

export default defineRefusal({
  level: "advisory",
  title: "An id_token with a foreign nonce is refused",
  failureTitle: "An id_token with a foreign nonce, or none, signs somebody in",
  why: "The nonce ties the token to the login that asked for it: one from another login must be worth nothing.",
  remedy:
    "Spoke backend: send a fresh nonce with every login and compare it; where the backend sends none, PKCE is what ties the code to the login.",
  sources: ["OIDCC:3.1.3.7"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  when: {
    holds: ({ tripwire: { logins } }) =>
      !letIn(loginNamed(logins, "honest 1")) ||
      (logins.logins ?? []).some(({ asked }) => asked?.nonce === true),
    because: "no login sent a nonce: there is nothing to compare",
  },
  judge: ({ tripwire: { logins } }) => refused(logins, ["other nonce", "no nonce"]),
});
