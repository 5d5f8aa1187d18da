import type { TestUser } from "../../core/contract.ts";
import { type Doors, type Effect, type Exchange, NotGiven, RUN_ENDED } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSubject, Hub } from "../../core/subject.ts";
import { callHub, type Words } from "../drivers/hub-call.ts";
import type { Switched } from "../drivers/org-switch.ts";

/** The rotation of keys has a driver of its own: it may be a program. */
type Call = Exclude<keyof NonNullable<Hub["operator"]>, "bearer" | "rotate_key">;

export const wordsFor = ({ spoke }: ClientSubject, user: TestUser, sub: unknown, org: string): Words => ({
  org,
  user: user.id,
  sub: String(sub),
  email: user.email,
  app: spoke.key,
});

/** Throws NotGiven on a target where nothing may be changed. */
export const mayChange = ({ target }: ClientSubject): void => {
  if (target.readOnly)
    throw new NotGiven(
      `the target ${target.name} is read_only`,
      "gate a target that is not, or attest the row",
    );
};

/** What only the hub's operators may do, as far as it is declared. Throws NotGiven for what is not. */
export const operatorOf = (doors: Doors, { hub }: ClientSubject, ...calls: readonly Call[]) => {
  const lacking = calls.find((name) => hub.operator?.[name] === undefined);
  if (hub.operator?.bearer === undefined || lacking !== undefined) {
    throw new NotGiven(
      `the harness has no operator's call ${lacking ?? calls[0] ?? ""} at the hub`,
      `declare hub.operator.${lacking ?? calls[0] ?? "bearer"} in spokes.yaml, or attest the row`,
    );
  }
  const bearer = doors.secret(hub.operator.bearer);
  return async (name: Call, words: Words): Promise<Exchange> => {
    const call = hub.operator?.[name];
    if (call === undefined) throw new NotGiven(`no operator's call ${name}`, `hub.operator.${name}`);
    return callHub(doors, call, bearer, words);
  };
};

/** What a change brought, and the answer of what put it back. */
export interface Changed<T> {
  readonly seen: T;
  readonly restored: Answer;
}

/**
 * Writes down what is about to be changed, has it changed and looked at, and puts it back whatever came of it. What
 * could not be put back is told, and tried again at the end of the run and before the next.
 */
export const changing = async <T>(
  doors: Doors,
  effect: Effect,
  restore: (through: Doors) => Promise<Switched>,
  work: () => Promise<T>,
): Promise<Changed<T>> => {
  const undone = doors.effects?.begin(effect, async (through) => (await restore(through)).done);
  const back = async (): Promise<Answer> => {
    const { done, seen } = await restore(doors);
    if (done) undone?.();
    else if (seen.error?.code !== RUN_ENDED) {
      const answered = seen.status ?? seen.error?.message ?? "nothing";
      doors.say(`could not put back the ${effect.what} of ${effect.name}: the answer was ${answered}`);
    }
    return seen;
  };
  let seen: T;
  try {
    seen = await work();
  } catch (error) {
    await back();
    throw error;
  }
  return { seen, restored: await back() };
};
