import { defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
import { cellsOf } from "../../../core/claims/matrix.ts";
import { blockedByShape, unseen } from "../cells.ts";

/** Organisations stand as names or as objects with an id. */
const names = (orgs: readonly unknown[]): readonly unknown[] =>
  orgs.map((org) => (typeof org === "object" && org !== null && "id" in org ? org.id : org));

export default defineCheck({
  level: "required",
  title: "The active organisation is one of the person's organisations",
  failureTitle: "The active organisation is none of the person's organisations",
  why: "Policies show rows by active_org. Outside the person's own organisations it opens somebody else's data.",
  remedy:
    "At the hub, take active_org from the person's memberships at the moment the token is issued, and fall back to one of them when the stored one is gone. At the spoke, never let the app set it.",
  sources: ["S2:Identity-contract"],
  threat: ["RFC9700:2.3"],
  kinds: ["client"],
  needs: ["claims.login"],
  judge: ({ claims }, { contract }) => {
    const cells = cellsOf(contract, "login", claims.login);
    const pairs = cells
      .filter(({ claim, state }) => claim === "active_org" && state !== "absent")
      .flatMap((active) => {
        const orgs = cells.find(({ claim, surface }) => claim === "orgs" && surface === active.surface);
        const carried = active.state !== "missing" && orgs?.state !== "missing";
        return orgs && (active.required || carried) ? [{ active, orgs }] : [];
      });
    return eachCase(
      pairs,
      ({ active }) => active.surface,
      ({ active, orgs }) => {
        if (active.state === "unknown") return unseen(active);
        if (!Array.isArray(orgs.value) || active.value === undefined) {
          return blockedByShape(active);
        }
        return names(orgs.value).includes(active.value)
          ? pass
          : fail(
              `${active.surface} active_org`,
              { "one of": names(orgs.value) },
              active.value,
              active.exchange,
            );
      },
    );
  },
});
