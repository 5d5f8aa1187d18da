import { defineCheck } from "../../../core/check.ts";
import { honestWorks } from "../../../core/tripwire/truth.ts";
import { judged } from "./standing.ts";

export default defineCheck({
  level: "required",
  title: "Userinfo is asked at the URL that was entered",
  failureTitle: "Userinfo is asked somewhere else than at the URL that was entered",
  why: "What userinfo says becomes the account: it must come from the address that was agreed on.",
  remedy:
    "Cargo and the spoke: take this report to the architecture review. It shows what was set, what was stored and what was seen; the outcome is written down as `architecture_decision` in spokes.yaml.",
  sources: ["S2:STEP-2"],
  threat: ["RFC9700:4.4"],
  pauses: true,
  kinds: ["client"],
  needs: ["tripwire.settings"],
  when: {
    holds: ({ tripwire: { settings } }) =>
      !honestWorks(settings) ||
      (settings.registrations ?? []).some(({ touches = [] }) =>
        touches.some(({ at }) => at?.endsWith("userinfo")),
      ),
    because: "userinfo was never called, with or without an id_token: no request came to any userinfo URL",
  },
  judge: ({ tripwire: { settings } }, { spoke }) => judged(settings, "userinfo", spoke),
});
