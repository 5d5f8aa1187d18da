import { defineDerived } from "../../core/derived.ts";

export default defineDerived({
  title: "For each claim that is missing at the end, the first hop where it vanished or changed is named",
  why: "A claim goes from the hub's tokens to the spoke's session and to Postgres. Whoever has to mend it must know at which hop it was lost, and what to set there.",
  shown: "The section Claims of report.html.",
  heldBy: ["tests/claims/matrix.test.ts", "tests/tripwire/worlds.test.ts"],
  sources: ["S2:STEP-6"],
  kinds: ["client"],
  needs: ["claims.login"],
});
