import { defineCheck } from "../../../core/check.ts";
import { demandsSurfaces, judgePresence } from "../presence.ts";

export default defineCheck({
  level: "required",
  title:
    "After a refresh with the rotated token every claim of the identity contract is on every required surface",
  failureTitle:
    "After a refresh with the rotated token claims of the identity contract are missing or have another type",
  why: "A session lives for days, a token for an hour. Claims that are gone after the first refresh lock everybody out an hour after a perfect login.",
  remedy:
    "At the spoke's backend, write the claims at every refresh, not only at sign-in: an access token hook that reads what was stored at login, or better reads the contract from the hub again with the stored hub refresh token. If the hub's own surfaces lack them after its refresh: issue them for grant_type=refresh_token too.",
  sources: ["S2:GATE-3", "S2:Identity-contract", "S3:GATE-3"],
  kinds: ["client"],
  where: {
    holds: ({ contract }) => demandsSurfaces(contract),
    because: "the contract demands claims of Postgres only",
  },
  needs: ["claims.rotation"],
  judge: ({ claims }, { contract }) => judgePresence(contract, "rotation", claims.rotation),
});
