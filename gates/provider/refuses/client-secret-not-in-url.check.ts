import { defineRefusal, eachCase, fail, pass } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "The client secret travels in a header or a body",
  failureTitle: "The client secret stands in a URL",
  why: "Addresses are written to logs and histories on the way; a secret in one is a secret no more.",
  remedy: "Spoke backend: client authentication by HTTP Basic or in the form body.",
  sources: ["RFC6749:2.3.1"],
  threat: ["RFC9700:4.3"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) =>
    eachCase(
      (logins.logins ?? []).filter(({ client = [] }) => client.length > 0),
      ({ name = "a login" }) => name,
      (login) =>
        login.client?.includes("query")
          ? fail(
              "the token request",
              "client_secret in header or body",
              "client_secret in the URL",
              ...ids(login),
            )
          : pass,
    ),
});
