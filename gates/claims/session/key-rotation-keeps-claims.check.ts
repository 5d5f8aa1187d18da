import { blockedBy, defineCheck, eachCase, unknown } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { rotationCases } from "./key-rotation.ts";

export default defineCheck({
  level: "required",
  title: "A rotation of the hub's signing key ends no session and changes no claim",
  failureTitle: "A rotation of the hub's signing key ends sessions, or changes claims",
  why: "Keys rotate on a schedule and in an emergency. When a rotation signs people out or strips their claims, nobody dares to rotate, and a stolen key lives for ever.",
  remedy:
    "At the hub, publish the new key before it signs, and the old one until its last token has expired. At the spoke's backend, fetch the key set again when a token names a kid that is not known, and never pin a key.",
  sources: ["S3:Rotation-is-non-disruptive", "S3:GATE-3", "OIDCC:10.1.1"],
  kinds: ["client"],
  needs: ["claims.key_rotation", "claims.refresh", "claims.login"],
  judge: ({ claims: { key_rotation: seen, ...still } }, { contract }) => {
    const { unreached, behind, kids_before = [], kids_after = [] } = seen;
    if (unreached !== undefined) return hidden("the rotation", "claims.key_rotation", unreached, behind);
    if (kids_after.length === 0)
      return blockedBy("endpoints/jwks-answers", "no key set was seen after the rotation");
    if (kids_after.every((kid) => kids_before.includes(kid))) {
      return unknown(
        "the driver answered, but the key set has no new key",
        "a rotation that rotates (hub.operator.rotate_key)",
        { evidence: "claims.key_rotation", because: "no new kid" },
      );
    }
    return eachCase(
      rotationCases(contract, seen, still),
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
