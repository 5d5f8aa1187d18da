import { eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { discoveryOf } from "../reading.ts";

/** Whether a list in the discovery document contains each of these names. Absent is not contained. */
export const advertises = (answer: Answer, member: string, wanted: readonly string[]): Judgement => {
  const read = discoveryOf(answer);
  if ("blocked" in read) return read.blocked;
  const list: unknown = read.document[member];
  return eachCase(
    wanted,
    (name) => name,
    (name) =>
      Array.isArray(list) && list.includes(name)
        ? pass
        : fail(`${answer.url} ${member}`, `a list with ${name}`, list ?? "absent", answer.exchange),
  );
};
