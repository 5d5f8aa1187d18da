import { defineCheck, eachCase, unknown } from "../../../core/check.ts";
import { ACTIVE_ORG } from "../../../core/contract.ts";
import { cellName, hidden } from "../cells.ts";
import { afterwards } from "./after.ts";
import { judgeArrival, judgeValue } from "./arrival.ts";
import { claimOn, ofOrg } from "./switched.ts";

export default defineCheck({
  level: "required",
  title: "A switch of organisation arrives: active_org, permissions, app_roles and rows become the new one's",
  failureTitle: "A switch of organisation does not arrive, or not wholly",
  why: "Whoever switches company and still acts for the first one writes into the wrong books.",
  remedy:
    "At the hub, issue the active organisation of this moment in every new token, also at refresh. At the spoke's backend, read the contract from the hub again at every refresh instead of keeping what was read at sign-in; where only a new sign-in brings it, say so to the app's team. How it arrived, and in how many seconds, is in the report.",
  sources: ["S2:GATE-3", "S3:GATE-3"],
  kinds: ["client"],
  needs: ["claims.switch"],
  judge: ({ claims }, subject) => {
    const { contract } = subject;
    const seen = claims.switch;
    const { unreached, behind, to } = seen;
    if (unreached !== undefined) return hidden("the switch", "claims.switch", unreached, behind);
    if (to === undefined) return unknown("no switch was seen", "a run with a driver that switches");
    const sides = (["hub", "spoke"] as const).map((side) => ({
      name: `arrival at the ${side}`,
      judge: () => {
        const here = <T extends { surface: string }>(all: readonly T[]) =>
          all.find(({ surface }) => surface.startsWith(side));
        const was = here(claimOn(contract, seen.before, ACTIVE_ORG))?.value;
        return judgeArrival(seen, side, was === seen.from, here(claimOn(contract, seen, ACTIVE_ORG))?.value);
      },
    }));
    const values = ofOrg(contract, seen)
      .filter(({ now }) => now.surface !== "spoke_rls")
      .map((pair) => ({ name: cellName(pair.now), judge: () => judgeValue(pair) }));
    // what rests on a switch that never came says nothing of its own
    const came = seen.arrived?.spoke?.by !== undefined && seen.arrived.spoke.by !== "never";
    return eachCase(
      [...sides, ...values, ...(came ? afterwards(subject, seen) : [])],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
