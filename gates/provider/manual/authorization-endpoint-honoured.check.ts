import { defineCheck } from "../../../core/check.ts";
import { judged } from "./standing.ts";

export default defineCheck({
  level: "required",
  title: "The browser is sent to the authorization URL that was entered",
  failureTitle: "The browser is sent somewhere else than the authorization URL that was entered",
  why: "The public domain is what a person sees and trusts. The hub's own discovery document names another host.",
  remedy:
    "Cargo and the spoke: take this report to the architecture review. It shows what was set, what was stored and what was seen; the outcome is written down as `architecture_decision` in spokes.yaml.",
  sources: ["S2:STEP-2"],
  threat: ["RFC9700:4.4"],
  pauses: true,
  kinds: ["client"],
  needs: ["tripwire.settings"],
  judge: ({ tripwire: { settings } }, { spoke }) => judged(settings, "authorization", spoke),
});
