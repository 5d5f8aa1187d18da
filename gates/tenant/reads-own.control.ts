import { blockedBy, defineControl, pass } from "../../core/check.ts";
import { outcomeOf } from "../../core/tenant/answers.ts";
import { notSeen, said } from "./questions.ts";

/** Each tenant lists its packages to a token of its own: a door that opens for nobody says nothing about strangers. */
export const readsOwn = defineControl<"tenant.inventory", "tenant-api">({
  name: "each tenant answers a token of its own",
  needs: ["tenant.inventory"],
  judge: ({ tenant }) => {
    for (const { at, unreached, pages = [] } of tenant.inventory.tenants ?? []) {
      const [first = {}] = pages;
      const missing = notSeen(
        { at, ...first, ...(unreached !== undefined && { unreached }) },
        "tenant.inventory",
      );
      if (missing) return missing;
      if (outcomeOf("rest", first.answer) !== "answered") {
        return blockedBy("endpoints/tenant-valid-request", `${at}: ${said(first)}`);
      }
    }
    return (tenant.inventory.tenants ?? []).length === 0
      ? blockedBy("endpoints/tenant-valid-request", "no tenant was asked")
      : pass;
  },
});
