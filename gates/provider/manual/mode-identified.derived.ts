import { defineDerived } from "../../../core/derived.ts";

export default defineDerived({
  title: "The report names the provider mode in force, and what is lost in it",
  why: "Which settings decide is not what a form shows: manual, discovery, discovery from an address of its own, or plain OAuth2 without an id_token. What an architecture review accepts is a mode, by this name.",
  shown:
    "readiness.json `provider`, the sections Tripwire and For the architecture review of report.html, report.md, and the console when Gate 2 is paused.",
  heldBy: ["tests/tripwire/mode.test.ts", "tests/tripwire/worlds.test.ts"],
  sources: ["S2:RULE-A", "S2:STEP-2"],
  kinds: ["client"],
  needs: ["tripwire.settings"],
});
