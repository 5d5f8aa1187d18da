import { defineRefusal, fail, pass } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, letIn, loginNamed, notTried } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "The callback URL works once",
  failureTitle: "The callback URL gives a second session",
  why: "The URL stands in histories, logs and Referer headers. Whoever finds it must not get a session of their own.",
  remedy: "Spoke backend: take a login's state out of the store before its code is redeemed.",
  sources: ["RFC9700:4.5", "RFC6749:10.5"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => {
    const first = loginNamed(logins, "used before");
    const again = loginNamed(logins, "callback replayed");
    if (!letIn(first)) return notTried("used before");
    if (again?.session === undefined) return notTried("callback replayed");
    return again.session
      ? fail("the same callback URL a second time", "no session", "a session", ...ids(again))
      : pass;
  },
});
