import { blockedBy, defineCheck, eachCase } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { judgeIdToken, QUESTIONS } from "./questions.ts";

export default defineCheck({
  level: "required",
  title: "The hub's id_token stands every test of a strict relying party",
  failureTitle: "A strict relying party would refuse the hub's id_token",
  why: "The spoke's login rests on this one token. One that a strict verifier refuses, or a careless one accepts too easily, is no proof of who signed in.",
  remedy:
    "Correct the failing claim at the hub: iss is the issuer of live discovery byte for byte (RULE A), aud is this spoke's client id, nonce is the one sent, exp and iat are of now, the algorithm is asymmetric, and the key with that kid is published in the JWKS before it signs.",
  sources: ["S2:RULE-A", "S3:Key-handling", "OIDCC:3.1.3.7"],
  threat: ["RFC8725:3.1", "RFC9700:4.5"],
  kinds: ["client"],
  needs: ["claims.id_token"],
  judge: ({ claims: { id_token: seen } }) => {
    const { issuer, kids } = seen;
    if (seen.unreached !== undefined) {
      return hidden("the id_token", "claims.id_token", seen.unreached, seen.behind, seen.give);
    }
    if (typeof issuer !== "string") {
      return blockedBy("endpoints/discovery-answers", "live discovery names no issuer to hold iss against");
    }
    if (kids === undefined) return blockedBy("endpoints/jwks-answers", "there is no live key set");
    return eachCase(
      QUESTIONS,
      (name) => name,
      (name) => judgeIdToken(name, seen, { issuer, kids }),
    );
  },
});
