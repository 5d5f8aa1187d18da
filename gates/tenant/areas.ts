import { eachCase, type Judgement, pass, unknown } from "../../core/check.ts";
import type { OperationName } from "../../core/spokes/tenant-schema.ts";
import { ABOUT, type Area, waysOf } from "../../core/tenant/operations.ts";
import type { TenantSubject } from "./questions.ts";

/** What seed 004 says that an admin manages. */
export const MANAGED: readonly Area[] = ["packages", "customers", "tokens", "collections", "settings"];

const operationsIn = (area: Area, does: "read" | "write"): readonly OperationName[] =>
  (Object.keys(ABOUT) as OperationName[]).filter(
    (name) => ABOUT[name].area === area && ABOUT[name].does === does,
  );

/** What seed 004 names, does not document, and spokes.yaml does not declare: unknown until it is. */
export const undeclared = (
  { id, spoke }: TenantSubject,
  does: "read" | "write",
  areas: readonly Area[] = MANAGED,
): Judgement => {
  const known = new Set(waysOf(spoke).map(({ operation }) => operation));
  const open = areas.filter((area) => !operationsIn(area, does).some((name) => known.has(name)));
  if (open.length === 0) return pass;
  return eachCase(
    open,
    (area) => `${does} ${area}`,
    (area) =>
      unknown(
        `how ${area} are ${does === "read" ? "read" : "written"} is neither documented nor declared`,
        `operations.${operationsIn(area, does).join(" or ")} of ${id} in spokes.yaml`,
      ),
  );
};
