import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSubject, Hub } from "../../core/subject.ts";
import { type Acted, declaredAct, runDeclared } from "./act.ts";
import { callHub, done, type Words } from "./hub-call.ts";

/** Whether the hub's key was rotated, as far as whoever rotates it says, and what was said. */
export interface Rotation {
  readonly done: boolean;
  /** of a program: its command line as `url`, the end of what it said as `body` */
  readonly seen: Answer;
}

/** Rotates the hub's signing key by the declared request or program. Throws NotGiven where neither is declared. */
export const keyRotator = (doors: Doors, { operator }: Hub): ((words: Words) => Promise<Rotation>) => {
  const { rotate_key: how, bearer } = operator ?? {};
  if (!how || (how.command === undefined && (how.url === undefined || bearer === undefined))) {
    throw new NotGiven(
      "the harness cannot rotate the hub's key",
      "declare hub.operator.rotate_key in spokes.yaml, or attest the row",
    );
  }
  const { command, url } = how;
  if (command) {
    return async () => {
      const { done, answer } = await runDeclared(doors, command);
      return { done, seen: answer };
    };
  }
  const token = doors.secret(bearer ?? "");
  return async (words) => {
    const exchange = await callHub(doors, { ...how, url: url ?? "" }, token, words);
    return { done: done(exchange), seen: exchange.seen };
  };
};

/** The same for the key that a spoke's backend signs its sessions with, on this target. */
export const spokeKeyRotator = (
  doors: Doors,
  { id, rotateKey, target }: ClientSubject,
): (() => Promise<Acted>) => {
  if (rotateKey === undefined) {
    throw new NotGiven(
      `nobody can rotate the signing key of ${id} on ${target.name}`,
      `declare targets.${target.name}.key_rotations.${id} in spokes.yaml, or attest the row`,
    );
  }
  return declaredAct(doors, rotateKey);
};
