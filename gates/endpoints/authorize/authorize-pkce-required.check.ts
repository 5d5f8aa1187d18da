import { defineRefusal, eachCase } from "../../../core/check.ts";
import { correctRequestAccepted, refusedWithoutCode } from "./walks.ts";

export default defineRefusal({
  level: "advisory",
  title: "A request without a hashed code challenge is refused",
  failureTitle: "The hub gives a code without a hashed code challenge",
  why: "A code that is bound to nothing can be redeemed by whoever injects it into another login.",
  remedy: "Hub operator: require code_challenge with code_challenge_method=S256 and refuse plain.",
  sources: ["RFC9700:2.1.1", "RFC7636:4.4.1"],
  threat: ["RFC9700:4.5", "RFC9700:4.8"],
  kinds: ["client"],
  needs: ["authorize.pkce"],
  control: correctRequestAccepted,
  judge: ({ authorize }) =>
    eachCase(authorize.pkce.attempts ?? [], ({ name }) => name ?? "attempt", refusedWithoutCode),
});
