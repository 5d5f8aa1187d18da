import { curlFor } from "../../core/curl.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";

const isAnswer = (value: object): value is Answer & { exchange: string } =>
  "exchange" in value && typeof value.exchange === "string" && "url" in value;

const collect = (value: unknown, into: Map<string, Answer>): void => {
  if (typeof value !== "object" || value === null) return;
  if (isAnswer(value) && !into.has(value.exchange)) into.set(value.exchange, value);
  for (const inner of Object.values(value)) collect(inner, into);
};

// One walk a report: a run against a dead host has a hundred findings.
const walked = new WeakMap<Report["evidence"], ReadonlyMap<string, Answer>>();

/** Every HTTP answer of the evidence by the id of its exchange. Takes masked evidence, whose depth is bounded. */
export const exchangesOf = ({ evidence }: Report): ReadonlyMap<string, Answer> => {
  const known = walked.get(evidence);
  if (known) return known;
  const found = new Map<string, Answer>();
  collect(evidence, found);
  walked.set(evidence, found);
  return found;
};

/** The command that repeats what a fail rests on, where it was seen over HTTP. */
export const curlLine = (
  report: Report,
  { at, exchanges }: Pick<Verdict, "at" | "exchanges">,
): string | undefined => {
  const byId = exchangesOf(report);
  const mine = (exchanges ?? []).flatMap((id) => byId.get(id) ?? []);
  const seen = { ...(at !== undefined && { at: at.slice(0, 2_000) }), ...(exchanges && { exchanges }) };
  return curlFor(seen, mine, report.reach);
};
