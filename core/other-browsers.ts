import { all, type Case, type Judgement, unknown } from "./check.ts";
import type { Other } from "./evidence/browsers.ts";
import type { Evidence } from "./evidence/index.ts";
import type { ClientSubject } from "./subject.ts";

type Others = Evidence["browsers.others"];

const caseOf = (name: string, judgement: Judgement): Case => {
  const { is, cases: _, ...facts } = judgement;
  return { name, outcome: is, ...facts };
};

/**
 * The same question in every further browser that was tried, as cases beside the own ones: the worst of all decides.
 * `judge` returns undefined where the question was not put there. A browser that was not tried changes nothing: that
 * is told as a note of the run.
 */
export const alsoIn = (
  own: Judgement,
  { browsers = [] }: Pick<ClientSubject, "browsers">,
  { others }: Others,
  judge: (seen: Other) => Judgement | undefined,
): Judgement => {
  const unseen = others && browsers.find(({ name }) => !others.some((one) => one.name === name));
  if (others === undefined || unseen) {
    const what = unseen?.name ?? "any further browser";
    return all([own, unknown(`nothing is known of ${what}, tried or not`, "a new run")]);
  }
  const asked = others.flatMap((seen) => {
    const judgement = seen.notTried === undefined ? judge(seen) : undefined;
    return judgement ? [{ name: `in ${seen.name ?? "another browser"}`, judgement }] : [];
  });
  if (asked.length === 0) return own;
  const beside = asked.flatMap(({ name, judgement }) =>
    judgement.cases?.length
      ? judgement.cases.map((one) => ({ ...one, name: `${name}: ${one.name}` }))
      : [caseOf(name, judgement)],
  );
  const mine = own.cases?.length ? own.cases : [caseOf("in chromium", own)];
  return { ...all([own, ...asked.map(({ judgement }) => judgement)]), cases: [...mine, ...beside] };
};

/** What was named and not walked in, with the reason: for the notes of a run. */
export const notTried = ({ others = [], unreached }: Others): string[] =>
  others.flatMap(({ name, notTried: why = unreached, blocked }) =>
    why === undefined
      ? blocked?.untried === undefined
        ? []
        : [`Without third-party cookies nothing was tried in ${name}: ${blocked.untried}.`]
      : [`Not tried in ${name}: ${why}.`],
  );
