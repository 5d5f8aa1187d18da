import { type Judgement, pass } from "../../core/check.ts";
import type { Name } from "../../core/evidence/index.ts";
import type { Question } from "../../core/evidence/tenant.ts";
import { graphqlErrors, isMembers, itemsOf, memberAt, thingIn } from "../../core/tenant/answers.ts";
import { isText, summary } from "../endpoints/reading.ts";
import { mustAnswer, notSeen, wrong } from "./questions.ts";

/** What the documented query of customers asks for at most. */
const MOST = 20;
const REST_MEMBERS = ["id", "name", "repository_url"];

const missingIn = (
  items: readonly Readonly<Record<string, unknown>>[],
  members: readonly string[],
): string[] => members.filter((name) => items.some((item) => !isText(item[name])));

/** `{ data: [{ id, name, repository_url }], pagination: { page, total } }` */
export const restList = (question: Question, evidence: Name): Judgement => {
  if (question.answer?.status !== 200) {
    const silent = notSeen(question, evidence);
    return silent ?? wrong(question, "200 with data and pagination", summary(question.answer));
  }
  const { json } = question.answer;
  const data = memberAt(json, "data");
  const missing = [
    ...(Array.isArray(data)
      ? missingIn(itemsOf(data), REST_MEMBERS).map((name) => `data[].${name}`)
      : ["data"]),
    ...["page", "total"].flatMap((name) =>
      typeof memberAt(json, `pagination.${name}`) === "number" ? [] : [`pagination.${name}`],
    ),
  ];
  return missing.length === 0 ? pass : wrong(question, "the documented members", { missing });
};

const edges = (question: Question, evidence: Name, members: readonly string[]): Judgement => {
  const answered = mustAnswer(question, evidence);
  if (answered.is !== "pass") return answered;
  const errors = graphqlErrors(question.answer);
  if (errors.length > 0) return wrong(question, "data without errors", errors);
  const thing = thingIn("graphql", question.answer);
  const missing = [
    ...(Array.isArray(memberAt(thing, "edges")) ? [] : ["edges"]),
    ...missingIn(itemsOf(thing), members).map((name) => `edges[].node.${name}`),
  ];
  return missing.length === 0 ? pass : wrong(question, "the documented members", { missing });
};

/** The answer to the documented query of packages. */
export const graphqlPackages = (question: Question, evidence: Name): Judgement => {
  const list = edges(question, evidence, ["id", "name", "repositoryUrl"]);
  const total = memberAt(thingIn("graphql", question.answer), "totalCount");
  return list.is !== "pass" || typeof total === "number" ? list : wrong(question, "a totalCount", total);
};

/** The answer to the documented query of customers, filtered by status ACTIVE. */
export const graphqlCustomers = (question: Question, evidence: Name): Judgement => {
  const list = edges(question, evidence, ["id", "email", "status"]);
  const odd = itemsOf(thingIn("graphql", question.answer)).find(({ status }) => status !== "ACTIVE");
  return list.is !== "pass" || !odd ? list : wrong(question, "customers of status ACTIVE alone", odd.status);
};

/** One package, by its name. */
export const packageNamed = (question: Question, name: string | undefined, evidence: Name): Judgement => {
  const answered = mustAnswer(question, evidence);
  if (answered.is !== "pass") return answered;
  const thing = thingIn(question.api, question.answer);
  const seen = isMembers(thing) ? { id: thing.id, name: thing.name } : {};
  return isText(seen.id) && seen.name === name ? pass : wrong(question, { id: "a text", name }, seen);
};

/** What spokes.yaml says stands there is listed, as far as the list goes. */
export const lists = (
  question: Question,
  items: readonly Readonly<Record<string, unknown>>[],
  member: "name" | "email",
  names: readonly string[],
): Judgement => {
  const lacking = names.filter((name) => !items.some((item) => item[member] === name));
  return lacking.length === 0 || (question.api === "graphql" && items.length >= MOST)
    ? pass
    : wrong(question, "what spokes.yaml names", { lacking });
};
