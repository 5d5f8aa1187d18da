import type { TestUser } from "../../core/contract.ts";
import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
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
    throw new NotGiven(`the target ${target.name} is read_only`, "gate a target that is not");
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

/** Says aloud when something could not be put back: the next run tries again before it begins. */
export const putBack = async (
  doors: Doors,
  what: string,
  undo: () => Promise<Switched>,
): Promise<Switched> => {
  const answer = await undo();
  if (!answer.done)
    doors.say(`could not put back ${what}: the hub answered ${answer.seen.status ?? "nothing"}`);
  return answer;
};
