import { blockedBy, type Judgement, unknown } from "../../core/check.ts";
import type { Answer } from "../../core/evidence/piece.ts";

export type Document = Readonly<Record<string, unknown>>;

export const isDocument = (value: unknown): value is Document =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** What an answer came to, in a few words that can stand beside an expectation. */
export const summary = (answer: Answer | undefined): string => {
  if (!answer) return "no answer";
  if (answer.error) return `no answer: ${answer.error.code ?? answer.error.message ?? "error"}`;
  const error = isDocument(answer.json) ? (answer.json.error ?? answer.json.error_code) : undefined;
  return `${answer.status ?? "no status"}${isText(error) ? ` ${error}` : ""}`;
};

/** We were not let out to that host, so nothing was learnt about it. */
const OURS = ["UNDECLARED_HOST", "NO_ROUTE", "NO_ISSUER", "BUDGET_SPENT", "HOST_SILENT", "ASKED_TO_WAIT"];
export const notAsked = ({ error }: Answer): boolean => OURS.includes(error?.code ?? "");

/** Says so where nothing was heard: a host that is not declared or not routed says nothing about the endpoint. */
export const unheard = (answer: Answer, evidence: string): Judgement | undefined => {
  const empty = answer.status === undefined && answer.error === undefined;
  if (!empty && !notAsked(answer)) return undefined;
  const because = answer.error?.message ?? `no answer of ${answer.url ?? "this endpoint"} was seen`;
  return unknown(because, "a target in spokes.yaml that leads to this host", { evidence, because });
};

/** The JSON object of an answer that another check judges; what stands in its way else. */
export const documentOf = (
  answer: Answer,
  judgedBy: string,
): { readonly document: Document } | { readonly blocked: Judgement } =>
  answer.status === 200 && isDocument(answer.json)
    ? { document: answer.json }
    : { blocked: blockedBy(judgedBy, `no JSON document to read: ${summary(answer)}`) };

/** The discovery document that the rows rest on: the public domain's, else the issuer host's. */
export const discoveryOf = (answer: Answer) => documentOf(answer, "endpoints/discovery-answers");

/** Members of a JSON Web Key Set that are objects at all; undefined when there is no `keys` list. */
export const keysOf = (answer: Answer): readonly Document[] | undefined => {
  const keys = isDocument(answer.json) ? answer.json.keys : undefined;
  return answer.status === 200 && Array.isArray(keys) ? keys.filter(isDocument) : undefined;
};

/** An answer of a request that had to be refused: refused as documented, let through, or neither. */
export const refusedBy = (
  name: string,
  answer: Answer | undefined,
):
  | { readonly is: "refused" }
  | { readonly is: "let through" }
  | { readonly is: "neither"; readonly judgement: Judgement } => {
  const status = answer?.status;
  if (status !== undefined && [400, 401, 403].includes(status)) return { is: "refused" };
  if (status !== undefined && status >= 200 && status < 300) return { is: "let through" };
  const because = `${name}: ${summary(answer)} is neither an acceptance nor a documented refusal`;
  return { is: "neither", judgement: unknown(because, "a target that answers this request") };
};
