import { type Doors, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { type Acted, declaredAct } from "./act.ts";

/** Restarts a spoke's backend by the declared request or program. Throws NotGiven where neither is declared. */
export const restarter = (doors: Doors, { id, restart, target }: ClientSubject): (() => Promise<Acted>) => {
  if (restart === undefined || target.readOnly) {
    throw new NotGiven(
      `nobody can restart the backend of ${id} on ${target.name}`,
      `declare targets.${target.name}.restarts.${id} in spokes.yaml, or attest the row`,
    );
  }
  return declaredAct(doors, restart);
};
