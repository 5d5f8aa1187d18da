import { defineCheck } from "../../../core/check.ts";
import { judged } from "./standing.ts";

export default defineCheck({
  level: "required",
  title: "The issuer that was entered decides",
  failureTitle: "The issuer that was entered does not decide",
  why: "RULE A: the public domain and the issuer differ by design, so the issuer must be taken as it was entered. If a discovery document decides, or nothing does, a token of another party may be taken.",
  remedy:
    "Cargo and the spoke: take this report to the architecture review. It shows what was set, what was stored and what was seen; the outcome is written down as `architecture_decision` in spokes.yaml.",
  sources: ["S2:RULE-A", "S2:STEP-2"],
  threat: ["RFC9700:4.4"],
  pauses: true,
  kinds: ["client"],
  needs: ["tripwire.settings"],
  judge: ({ tripwire: { settings } }, { spoke }) => judged(settings, "issuer", spoke),
});
