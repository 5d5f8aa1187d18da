import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "A callback without the right state gives no session",
  failureTitle: "A callback without the right state gives a session",
  why: "The state ties the answer to the login that was begun. Without it anybody can finish a login in somebody else's browser.",
  remedy: "Spoke backend: keep the state of each login, compare it at the callback and forget it there.",
  sources: ["RFC9700:4.7", "RFC6749:10.12"],
  threat: ["RFC9700:4.7"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) =>
    refused(logins, ["no state", "altered state", "replayed state"], "authorization"),
});
