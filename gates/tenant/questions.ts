import { type Case, eachCase, fail, type Judgement, pass, unknown } from "../../core/check.ts";
import type { Name } from "../../core/evidence/index.ts";
import type { Question, WriteSeen } from "../../core/evidence/tenant.ts";
import type { SubjectOf } from "../../core/subject.ts";
import { outcomeOf } from "../../core/tenant/answers.ts";
import { summary } from "../endpoints/reading.ts";

export type TenantSubject = SubjectOf<"tenant-api">;

const API: Readonly<Record<string, string>> = { rest: "REST", graphql: "GraphQL", composer: "Composer" };

/** "list_packages over REST at acme, as viewer of acme" */
export const words = ({ operation, api, at, caller }: Question): string =>
  [
    operation,
    api === undefined ? undefined : `over ${API[api] ?? api}`,
    at === "" ? "without a tenant" : `at ${at}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ") + (caller === undefined ? "" : `, as ${caller}`);

const place = (question: Question): string => `${question.answer?.url ?? "no request"} (${words(question)})`;

/** Why it was not asked, and what to give: "no token: set ..." */
export const notAsked = (unreached: string, evidence: Name): Judgement => {
  const [because = "", give] = unreached.split(/: (.*)/s);
  return unknown(because, give ?? "a run in which it is asked", { evidence, because });
};

/** Not asked, or not answered in a way that says yes or no. */
export const notSeen = (question: Question, evidence: Name): Judgement | undefined => {
  if (question.unreached !== undefined) return notAsked(question.unreached, evidence);
  const outcome = outcomeOf(question.api, question.answer);
  if (outcome !== "unclear") return undefined;
  const because = `${words(question)}: ${summary(question.answer)} is neither an answer nor a refusal`;
  return unknown(because, "a registry that answers this request", { evidence, because });
};

export const wrong = (question: Question, expected: unknown, actual: unknown): Judgement =>
  fail(place(question), expected, actual, question.answer?.exchange);

/** The caller may: an answer must come. */
export const mustAnswer = (question: Question, evidence: Name): Judgement =>
  notSeen(question, evidence) ??
  (outcomeOf(question.api, question.answer) === "answered"
    ? pass
    : wrong(question, "an answer", said(question)));

/** The caller may not: a refusal must come. */
export const mustRefuse = (question: Question, evidence: Name): Judgement =>
  notSeen(question, evidence) ??
  (outcomeOf(question.api, question.answer) === "refused"
    ? pass
    : wrong(question, "a refusal", said(question)));

/** What came of it, in few words. */
export const said = ({ api, answer, shows = {} }: Question): string => {
  const shown = Object.values(shows).flat();
  const errors = outcomeOf(api, answer) === "refused" && answer?.status === 200 ? " with errors" : "";
  return `${summary(answer)}${errors}${shown.length > 0 ? `, showing ${shown.slice(0, 4).join(", ")}` : ""}`;
};

/** Whether the thing that was to be made, changed or taken away is made, changed or gone. */
const happened = ({ operation = "", after }: WriteSeen): boolean | undefined =>
  after === undefined ? undefined : (after === "there") === !/^(delete|revoke)_/.test(operation);

export const mustWrite = (write: WriteSeen, evidence: Name): Judgement => {
  const answered = mustAnswer(write, evidence);
  if (answered.is !== "pass") return answered;
  return happened(write) === false
    ? wrong(write, "what was answered, done", `${summary(write.answer)}, and nothing changed`)
    : pass;
};

/** Refused by its answer, and by what the tenant shows afterwards: silence proves nothing. */
export const mustNotWrite = (write: WriteSeen, evidence: Name): Judgement => {
  if (write.unreached === undefined && happened(write)) {
    return wrong(write, "refused, and nothing changed", `${summary(write.answer)}, and it was done`);
  }
  const refused = mustRefuse(write, evidence);
  if (refused.is !== "pass" || happened(write) === false) return refused;
  const because = `${words(write)}: refused, but nothing shows what became of it`;
  return unknown(because, "the list of these things, declared under operations", { evidence, because });
};

/** Judges all that a filter finds; finding none is a reason of its own. */
export const eachQuestion = <Q extends Question>(
  questions: readonly Q[],
  judge: (question: Q) => Judgement,
  name: (question: Q) => string = words,
): Judgement => eachCase(questions, name, judge);

/** Several judgements with their cases side by side. */
export const together = (...judgements: readonly Judgement[]): Judgement => {
  const worst =
    judgements.find(({ is }) => is === "fail") ?? judgements.find(({ is }) => is === "unknown") ?? pass;
  const cases = judgements.flatMap((one): readonly Case[] => one.cases ?? []);
  return cases.length > 0 ? { ...worst, cases } : worst;
};

/** The same question was answered to somebody without any token: then it says nothing about this one. */
export const openToAll = (question: Question, asked: readonly Question[]): boolean =>
  asked.some(
    (one) =>
      one.caller === "nobody" &&
      one.at === question.at &&
      one.api === question.api &&
      one.operation === question.operation &&
      outcomeOf(one.api, one.answer) === "answered",
  );
