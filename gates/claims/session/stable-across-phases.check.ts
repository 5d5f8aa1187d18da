import { defineCheck, eachCase } from "../../../core/check.ts";
import { changes, judgeChange } from "./changes.ts";

export default defineCheck({
  level: "required",
  title: "Refresh and rotation change no claim: none appears, vanishes, changes type or value",
  failureTitle: "Claims change by a mere refresh",
  why: "Nobody did anything, so nothing may differ. A claim that drifts with refreshes makes rights depend on how old a session is.",
  remedy:
    "At the failing surface, build the token at refresh from the same source and by the same code as at login. At the hub: run the claims hook for grant_type=refresh_token too. At the spoke: keep what was read at login, or read all of it again, never a part.",
  sources: ["S2:GATE-3"],
  kinds: ["client"],
  needs: ["claims.login", "claims.refresh", "claims.rotation"],
  judge: ({ claims }, { contract }) =>
    eachCase(
      changes(contract, claims),
      ({ name, phase }) => `${phase}: ${name}`,
      (change) => judgeChange(change),
    ),
});
