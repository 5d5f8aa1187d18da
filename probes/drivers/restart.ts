import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";

export interface Restarted {
  readonly done: boolean;
  readonly answer: Answer;
}

/** Restarts a spoke's backend by the declared request or program. Throws NotGiven where neither is declared. */
export const restarter = (
  doors: Doors,
  { id, restart, target }: ClientSubject,
): (() => Promise<Restarted>) => {
  if (restart === undefined || target.readOnly) {
    throw new NotGiven(
      `nobody can restart the backend of ${id} on ${target.name}`,
      `declare targets.${target.name}.restarts.${id} in spokes.yaml, or attest the row`,
    );
  }
  const { command, url, bearer } = restart;
  if (command) {
    return async () => {
      const { exit, said, ms } = await doors.run(command);
      const answer = { method: "RUN", url: command.join(" "), body: said, ms };
      return { done: exit === 0, answer };
    };
  }
  const token = bearer === undefined ? undefined : doors.secret(bearer);
  return async () => {
    const { seen } = await doors.http.send(url ?? "", {
      method: "POST",
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    });
    return { done: (seen.status ?? 500) < 300, answer: seen };
  };
};
