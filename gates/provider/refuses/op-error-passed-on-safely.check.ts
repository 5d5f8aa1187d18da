import { defineRefusal, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, loginNamed, notTried, refusedOne } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An error of the provider gives no session and injects nothing",
  failureTitle: "An error of the provider gives a session, or gets its text into the page or the headers",
  why: "Error texts come from outside. One that ends up as a header or as markup lets whoever writes it act on the spoke's own domain.",
  remedy: "Spoke backend: hand errors on as encoded query parameters of the app's own address, on one line.",
  sources: ["RFC6749:4.1.2.1"],
  threat: ["RFC9700:4.11"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }, { spoke }) =>
    eachCase(
      ["access_denied", "server_error", "line breaks", "markup"],
      (name) => name,
      (name): Judgement => {
        const login = loginNamed(logins, name);
        const answer = login?.callback;
        if (login === undefined || answer?.status === undefined) return notTried(name);
        const got = refusedOne(logins, name, "authorization");
        if (got.is !== "pass") return got;
        const headers = Object.keys(answer.headers ?? {});
        const cookies = answer.headers?.["set-cookie"] ?? "";
        if (headers.includes("x-injected") || cookies.includes("injected")) {
          return fail(
            `${login.sent}: headers of the answer`,
            "none of the provider's making",
            headers,
            ...ids(login),
          );
        }
        if (/<script>alert|<img src=x/.test(answer.body ?? "")) {
          return fail(
            `${login.sent}: body of the answer`,
            "no markup of the provider's",
            "its markup",
            ...ids(login),
          );
        }
        const at = login.landed?.origin;
        return at === undefined || at === spoke.app
          ? pass
          : fail(`${login.sent}: where the browser is sent`, spoke.app, at, ...ids(login));
      },
    ),
});
