import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import { ending, gotCode } from "../authorize/walks.ts";
import { granted } from "../token/grants.ts";
import { told } from "../userinfo/bearer.ts";
import { kidsIn, onBothHosts, said, stillTaken, verifies } from "./rotation.ts";

export default defineCheck({
  level: "required",
  title: "A rotation of the signing key disturbs nobody",
  failureTitle: "A rotation of the signing key breaks tokens or sessions",
  why: "Spokes cache keys and verify by themselves: a token signed yesterday must still verify, and nobody may be signed out because a key changed.",
  remedy:
    "Hub operator: publish the new key before it signs, and keep the old one published until its last token has expired.",
  sources: ["S3:Rotation-is-non-disruptive", "OIDCC:10.1.1"],
  kinds: ["client"],
  needs: ["jwks.rotation"],
  judge: ({ jwks: { rotation } }, { hub }) => {
    const { unreached, answer, before, old_access, old_refresh, walk } = rotation;
    if (unreached !== undefined) {
      return blockedBy(
        "endpoints/token-works-on-public-domain",
        `nobody could sign in before the rotation: ${unreached}`,
      );
    }
    const old = kidsIn(before);
    const now = kidsIn(rotation.public) ?? kidsIn(rotation.backend);
    if (old?.length === 0) return blockedBy("endpoints/jwks-keys-usable", "the key set is empty");
    if (!old || !now) return blockedBy("endpoints/jwks-answers", "no key set to compare");
    const fresh = now.filter((kid) => !old.includes(kid));
    // A new token under a key that is not served yet was signed too early, or the set came out of a cache.
    const early = rotation.new_id_token?.verified === false;
    if (fresh.length === 0 && !early) {
      const because = `the key set did not change: the operator's call was answered ${said(answer)}`;
      return unknown(because, "a rotation, or an attestation of one", { evidence: "jwks.rotation", because });
    }
    const at = hub.endpoints.jwks;
    const lost = old.filter((kid) => !now.includes(kid));
    const cases: readonly (readonly [string, Judgement])[] = [
      [
        "old and new key are published together",
        fresh.length === 0 || lost.length === old.length || rotation.old_id_token?.verified !== true
          ? fail(
              at,
              [...old, fresh.length > 0 ? fresh : "the new key"].flat(),
              now,
              rotation.public?.exchange,
            )
          : pass,
      ],
      ["both hosts publish them", onBothHosts(rotation)],
      ["the old id_token verifies", verifies(`${at} (old id_token)`, rotation.old_id_token)],
      ["the new id_token verifies", verifies(`${at} (new id_token)`, rotation.new_id_token)],
      ["the old access token is taken", stillTaken(old_access, told, "userinfo")],
      ["the old refresh token is taken", stillTaken(old_refresh, granted, "token")],
      [
        "nobody is signed out",
        gotCode(walk) ? pass : fail(hub.endpoints.authorization, "a code without credentials", ending(walk)),
      ],
    ];
    return eachCase(
      cases,
      ([name]) => name,
      ([, judgement]) => judgement,
    );
  },
});
