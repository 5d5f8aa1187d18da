import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "advisory",
  title: "A callback that names another issuer is refused",
  failureTitle: "A callback that names another issuer is taken",
  why: "With two providers an attacker can have the code of one delivered as the other's; `iss` in the callback is what tells them apart.",
  remedy:
    "Spoke backend: compare the `iss` parameter of the callback with the issuer that the login was sent to.",
  sources: ["RFC9207:2.4"],
  threat: ["RFC9700:4.4"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["iss of another"], "authorization"),
});
