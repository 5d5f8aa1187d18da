import { defineCheck, fail, pass } from "../../../core/check.ts";
import { discoveryPhases } from "../../../core/tripwire/truth.ts";
import { unlessHonest } from "./standing.ts";

/** Counted at the tripwire: at registration, at the start of a login and at its callback. */
export default defineCheck({
  level: "required",
  title: "No discovery document is fetched",
  failureTitle: "A discovery document is fetched although auto-discovery is off",
  why: "Auto-discovery must be OFF (RULE A): the hub's document names the issuer's host for every endpoint, and whoever can change it can redirect every login.",
  remedy:
    "Cargo and the spoke: take this report to the architecture review. It shows what was set, what was stored and what was seen; the outcome is written down as `architecture_decision` in spokes.yaml.",
  sources: ["S2:RULE-A", "S2:STEP-2"],
  threat: ["RFC9700:4.4"],
  pauses: true,
  kinds: ["client"],
  needs: ["tripwire.settings"],
  judge: ({ tripwire: { settings } }, { spoke }) => {
    const phases = discoveryPhases(settings);
    if (phases.length === 0) return unlessHonest(settings, spoke) ?? pass;
    const shown = settings.registrations?.map(({ answer }) => answer?.exchange) ?? [];
    return fail(
      "requests for a discovery document",
      "none while logins work",
      `at ${phases.join(" and ")}`,
      ...shown,
    );
  },
});
