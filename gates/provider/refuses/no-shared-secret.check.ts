import { defineRefusal } from "../../../core/check.ts";
import { notTaken } from "./bearers.ts";
import ownTokens from "./own-tokens.control.ts";

export default defineRefusal({
  level: "required",
  title: "No value that is shared or public signs a token",
  failureTitle: "A value that is shared or public signs tokens that are taken",
  why: "Trust is by public keys (trust model). If the client secret or the public key signs as well, whoever holds a copy makes tokens for anybody.",
  remedy: "Spoke and Cargo: asymmetric keys only; accept no HS256 where RS256 or ES256 is expected.",
  sources: ["S2:RULE-B", "S3:JWKS"],
  threat: ["RFC8725:2.1"],
  kinds: ["client"],
  needs: ["provider.bearers"],
  control: ownTokens,
  judge: ({ provider: { bearers } }) =>
    notTaken(bearers, ["HS256 with the client secret", "HS256 with the hub's public key"]),
});
