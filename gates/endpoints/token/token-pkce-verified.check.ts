import { defineRefusal, eachCase } from "../../../core/check.ts";
import { refusedWithoutCode } from "../authorize/walks.ts";
import { noTokens, rightSecretAccepted } from "./grants.ts";

/** A code without a challenge that comes with a verifier was slipped in by somebody else (RFC 9700 4.8.2). */
export default defineRefusal({
  level: "required",
  title: "A code is redeemed with its own verifier only",
  failureTitle: "A code is redeemed without its verifier, or with another one",
  why: "The verifier proves that whoever redeems the code began the login; unchecked, a stolen or injected code is as good.",
  remedy:
    "Hub operator: compare the SHA-256 hash of code_verifier with the code_challenge of the request; refuse a missing verifier, and a verifier where there was no challenge.",
  sources: ["RFC7636:4.6", "RFC9700:4.8.2", "RFC9700:2.1.1"],
  threat: ["RFC9700:4.5", "RFC9700:4.8"],
  kinds: ["client"],
  needs: ["token.pkce"],
  control: rightSecretAccepted,
  judge: ({ token }) =>
    eachCase(
      token.pkce.attempts ?? [],
      ({ name }) => name ?? "attempt",
      (attempt) =>
        attempt.walk && !attempt.answer
          ? refusedWithoutCode(attempt)
          : noTokens(attempt.name ?? "attempt", attempt.answer, "400 invalid_grant"),
    ),
});
