import { type Judgement, pass, unknown } from "../../core/check.ts";
import type { RefusalSeen } from "../../core/evidence/tenant.ts";
import { isDocument, isText, summary } from "../endpoints/reading.ts";
import { eachQuestion, notSeen, words, wrong } from "./questions.ts";

/** An error as seed 004 documents it. */
export interface Documented {
  readonly status: number;
  readonly error: string;
  /** the message, as far as it is documented */
  readonly message?: (message: string) => boolean;
  /** the same in words */
  readonly worded?: string;
}

const EVIDENCE = "tenant.refusals" as const;

/** Says so where the registry did not get to answer at all. */
export const unheard = (attempt: RefusalSeen): Judgement | undefined =>
  attempt.unreached !== undefined || attempt.answer?.status === undefined || attempt.answer.status >= 500
    ? (notSeen(attempt, EVIDENCE) ??
      unknown(summary(attempt.answer), "a registry that answers", {
        evidence: EVIDENCE,
        because: "no answer",
      }))
    : undefined;

/** Status, error and message, each as it is documented. */
export const asDocumented = (
  attempt: RefusalSeen,
  { status, error, message, worded }: Documented,
): Judgement => {
  const silent = unheard(attempt);
  if (silent) return silent;
  const body = isDocument(attempt.answer?.json) ? attempt.answer.json : {};
  if (attempt.answer?.status !== status || body.error !== error) {
    return wrong(attempt, `${status} ${error}`, summary(attempt.answer));
  }
  const told = isText(body.message) ? body.message : "";
  return message === undefined || message(told)
    ? pass
    : wrong(attempt, `a message ${worded ?? "as documented"}`, body.message);
};

const nameOf = (attempt: RefusalSeen): string => `${attempt.name}: ${words(attempt)}`;

/** Every attempt of a sort. */
export const eachAttempt = (
  attempts: readonly RefusalSeen[] | undefined,
  judge: (attempt: RefusalSeen) => Judgement,
  ...sorts: readonly string[]
): Judgement =>
  eachQuestion(
    (attempts ?? []).filter(({ sort = "" }) => sorts.includes(sort)),
    judge,
    nameOf,
  );

/** `{ error, message }`, both texts, as every error of seed 004 is. */
export const errorBody = (attempt: RefusalSeen): { readonly error: string } | undefined => {
  const body = attempt.answer?.json;
  return isDocument(body) && isText(body.error) && isText(body.message) ? { error: body.error } : undefined;
};
