import { blockedBy, defineCheck, eachCase } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { accessCases, refreshedCases } from "./after.ts";
import { judgeIdToken, QUESTIONS } from "./questions.ts";

export default defineCheck({
  level: "required",
  title:
    "The hub's id_tokens, and its access tokens where they are JWTs, stand every test of a strict relying party, after refreshes too",
  failureTitle: "A strict relying party would refuse a token of the hub",
  why: "The spoke's login rests on these tokens. One that a strict verifier refuses, or a careless one accepts too easily, is no proof of who signed in; and a refresh that says less strictly who it is about is a second way in.",
  remedy:
    "Correct the failing claim at the hub: iss is the issuer of live discovery byte for byte (RULE A), aud is this spoke's client id, nonce is the one sent, exp and iat are of now, the algorithm is asymmetric, and the key with that kid is published in the JWKS before it signs. After a refresh: the same sub, azp and auth_time as at the sign-in, by the same code.",
  sources: ["S2:RULE-A", "S3:Key-handling", "OIDCC:3.1.3.7", "OIDCC:12.2", "RFC9068:4"],
  threat: ["RFC8725:3.1", "RFC9700:4.5"],
  kinds: ["client"],
  needs: ["claims.id_token", "claims.login", "claims.refresh", "claims.rotation"],
  judge: ({ claims: { id_token: seen, login, refresh, rotation } }) => {
    const { issuer, kids } = seen;
    if (seen.unreached !== undefined) {
      return hidden("the id_token", "claims.id_token", seen.unreached, seen.behind, seen.give);
    }
    if (typeof issuer !== "string") {
      return blockedBy("endpoints/discovery-answers", "live discovery names no issuer to hold iss against");
    }
    if (kids === undefined) return blockedBy("endpoints/jwks-answers", "there is no live key set");
    const signIn = QUESTIONS.map((name) => ({
      name,
      judge: () => judgeIdToken(name, seen, { issuer, kids }),
    }));
    return eachCase(
      [
        ...signIn,
        ...refreshedCases("refresh", refresh),
        ...refreshedCases("rotation", rotation),
        ...accessCases("login", login, seen),
        ...accessCases("refresh", refresh, refresh.id_token),
        ...accessCases("rotation", rotation, rotation.id_token),
      ],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
