import { defineRefusal, eachCase } from "../../../core/check.ts";
import { correctRequestAccepted, refusedWithoutCode } from "./walks.ts";

export default defineRefusal({
  level: "required",
  title: "No token is handed to the browser",
  failureTitle: "The hub answers a request for tokens in the browser",
  why: "Tokens in an address leak through history, logs and scripts, and nothing binds them to the spoke.",
  remedy:
    "Cargo admin: allow response_type=code alone for this client; answer others with unsupported_response_type.",
  sources: ["RFC9700:2.1.2", "RFC6749:4.1.2.1"],
  threat: ["RFC9700:4.1"],
  kinds: ["client"],
  needs: ["authorize.response_types"],
  control: correctRequestAccepted,
  judge: ({ authorize }) =>
    eachCase(
      (authorize.response_types.attempts ?? []).filter(({ name }) => name !== "missing"),
      ({ name }) => name ?? "attempt",
      refusedWithoutCode,
    ),
});
