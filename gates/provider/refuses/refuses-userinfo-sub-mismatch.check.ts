import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { letIn, loginNamed, refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "Userinfo about somebody else is refused",
  failureTitle: "Userinfo about somebody else is taken for the person who signed in",
  why: "Userinfo is not signed: only its sub says that it is about the same person as the id_token.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:5.3.2"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  when: {
    holds: ({ tripwire: { logins } }) =>
      !letIn(loginNamed(logins, "honest 1")) ||
      (logins.logins ?? []).some(
        ({ name, touched = [] }) => name !== "no id_token" && touched.some((at) => at.endsWith("userinfo")),
      ),
    because:
      "userinfo is never called beside an id_token: no request came to its URL in any login that had one",
  },
  judge: ({ tripwire: { logins } }) => refused(logins, ["userinfo of another"], "userinfo"),
});
