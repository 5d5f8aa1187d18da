import { eachCase, type Judgement } from "../../core/check.ts";

/** Several questions of one check, each by its name: the worst decides, the list shows every one. */
export const named = (cases: readonly (readonly [string, Judgement])[]): Judgement =>
  eachCase(
    cases,
    ([name]) => name,
    ([, judgement]) => judgement,
  );
