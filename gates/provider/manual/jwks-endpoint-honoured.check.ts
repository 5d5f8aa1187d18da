import { defineCheck } from "../../../core/check.ts";
import { judged } from "./standing.ts";

export default defineCheck({
  level: "required",
  title: "Signatures are checked with the keys at the JWKS URL that was entered",
  failureTitle: "Signatures are not checked with the keys at the JWKS URL that was entered",
  why: "The keys decide who can sign somebody in. If they come from elsewhere, whoever holds that place can.",
  remedy:
    "Cargo and the spoke: take this report to the architecture review. It shows what was set, what was stored and what was seen; the outcome is written down as `architecture_decision` in spokes.yaml.",
  sources: ["S2:STEP-2", "S3:JWKS"],
  threat: ["RFC9700:4.4"],
  pauses: true,
  kinds: ["client"],
  needs: ["tripwire.settings"],
  judge: ({ tripwire: { settings } }, { spoke }) => judged(settings, "jwks", spoke),
});
