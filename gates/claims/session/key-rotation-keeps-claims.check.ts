import { defineCheck, eachCase } from "../../../core/check.ts";
import { hubRotation } from "./key-rotation.ts";
import { spokeRotation } from "./spoke-key-rotation.ts";

export default defineCheck({
  level: "required",
  title: "A rotation of the signing key, at the hub or at the spoke, ends no session and changes no claim",
  failureTitle: "A rotation of the signing key, at the hub or at the spoke, ends sessions or changes claims",
  why: "Keys rotate on a schedule and in an emergency. When a rotation signs people out or strips their claims, nobody dares to rotate, and a stolen key lives for ever.",
  remedy:
    "At the side whose key it is (the failing case names it), publish the new key before it signs, and the old one until its last token has expired. At the spoke's backend, fetch the hub's key set again when a token names a kid that is not known, and never pin a key. The spoke's data API and whatever else reads its session tokens must follow its own key set in the same way.",
  sources: ["S3:Rotation-is-non-disruptive", "S3:GATE-3", "OIDCC:10.1.1"],
  kinds: ["client"],
  needs: ["claims.key_rotation", "claims.spoke_key_rotation", "claims.refresh", "claims.login"],
  judge: ({ claims: { key_rotation, spoke_key_rotation, ...still } }, { contract }) =>
    eachCase(
      [...hubRotation(contract, key_rotation, still), ...spokeRotation(contract, spoke_key_rotation, still)],
      ({ name }) => name,
      ({ judge }) => judge(),
    ),
});
