import { defineRefusal, eachCase } from "../../../core/check.ts";
import { correctRequestAccepted, refusedWithoutRedirect } from "./walks.ts";

export default defineRefusal({
  level: "required",
  title: "Only the registered redirect URI is accepted",
  failureTitle: "The hub redirects to an address that is not registered",
  why: "A code that is sent to a near miss of the callback is a code in somebody else's hands.",
  remedy:
    "Hub operator: compare redirect_uri with the registered value as plain text, byte for byte, and answer anything else with an error page.",
  sources: ["S2:STEP-3", "RFC9700:2.1", "RFC6749:3.1.2.3"],
  threat: ["RFC9700:4.1"],
  kinds: ["client"],
  needs: ["authorize.redirects"],
  control: correctRequestAccepted,
  judge: ({ authorize }) =>
    eachCase(authorize.redirects.attempts ?? [], ({ name }) => name ?? "attempt", refusedWithoutRedirect),
});
