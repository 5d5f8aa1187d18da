import type { Doors } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Act } from "../../core/spokes/schema.ts";

/** Whether it was done, as far as whoever does it says, and what was said. */
export interface Acted {
  readonly done: boolean;
  /** of a program: its command line as `url`, the end of what it said as `body` */
  readonly answer: Answer;
}

/** Runs a declared program as a request is sent: its end stands where a status would. */
export const runDeclared = async (doors: Doors, command: readonly string[]): Promise<Acted> => {
  const seenAt = new Date().toISOString();
  const { exit, said, ms } = await doors.run(command);
  const trouble = exit === 0 ? {} : { error: { code: `EXIT_${exit ?? "NONE"}`, message: said } };
  return {
    done: exit === 0,
    answer: { method: "RUN", url: command.join(" "), body: said, ms, seenAt, ...trouble },
  };
};

/** What the settings declare to be done at a spoke's backend, ready to be done. Throws NotGiven without its token. */
export const declaredAct = (doors: Doors, { command, url, bearer }: Act): (() => Promise<Acted>) => {
  if (command) return () => runDeclared(doors, command);
  const token = bearer === undefined ? undefined : doors.secret(bearer);
  return async () => {
    const { seen } = await doors.http.send(url ?? "", {
      method: "POST",
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    });
    return { done: seen.status !== undefined && seen.status >= 200 && seen.status < 300, answer: seen };
  };
};
