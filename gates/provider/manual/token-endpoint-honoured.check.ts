import { defineCheck } from "../../../core/check.ts";
import { judged } from "./standing.ts";

export default defineCheck({
  level: "required",
  title: "The code is redeemed at the token URL that was entered",
  failureTitle: "The code is redeemed somewhere else than at the token URL that was entered",
  why: "Code and client secret go to that address: it must be the one that was agreed on.",
  remedy:
    "Cargo and the spoke: take this report to the architecture review. It shows what was set, what was stored and what was seen; the outcome is written down as `architecture_decision` in spokes.yaml.",
  sources: ["S2:STEP-2"],
  threat: ["RFC9700:4.4"],
  pauses: true,
  kinds: ["client"],
  needs: ["tripwire.settings"],
  judge: ({ tripwire: { settings } }, { spoke }) => judged(settings, "token", spoke),
});
