import { type Cause, type Check, type Control, type Judgement, pass } from "./check.ts";
import type { Discovered } from "./discover.ts";
import type { Name } from "./evidence/index.ts";
import { type Laid, layOut } from "./given.ts";
import { noteOn } from "./note.ts";
import { type Plan, placeOf, type Row } from "./plan.ts";
import type { Reader } from "./store.ts";
import type { Subject } from "./subject.ts";
import type { Verdict } from "./verdict.ts";

/** What is not there, the root of the trouble first: that is what a person must see. */
const causesOf = ({ lacking }: Laid, spoke: string, read: Reader): Cause[] =>
  lacking.flatMap(({ evidence, found }) => {
    const roots = (found.cause ?? []).map((root) => {
      const seen = read(placeOf(root as Name, spoke), root as Name);
      return { evidence: root, because: seen?.is === "missed" ? seen.because : "nobody looked" };
    });
    return [...roots, { evidence, because: found.because }];
  });

/** What the engine may say: a check's own judgement, or that it does not apply, by its declared predicate. */
type Opinion = Judgement | { readonly is: "not-applicable"; readonly because: string };
interface Asked {
  readonly opinion: Opinion;
  readonly threw?: string;
}

const stack = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Asks one pure question; what it throws is a harness error and an unknown, never a verdict on the spoke. */
const ask = (judge: (given: never, subject: never) => Opinion, given: object, subject: Subject): Asked => {
  try {
    return { opinion: judge(given as never, subject as never) };
  } catch (error) {
    return {
      opinion: {
        is: "unknown",
        because: `harness error: ${error instanceof Error ? error.message : String(error)}`,
        resolvedBy: "a correction of the harness; please report it",
        cause: [{ threw: error instanceof Error ? error.message : String(error) }],
      },
      threw: stack(error),
    };
  }
};

const missing = ({ lacking }: Laid, causes: readonly Cause[]): Opinion => {
  const first = causes[0];
  const because =
    first && "evidence" in first ? `${first.evidence} was not seen: ${first.because}` : "evidence is missing";
  const give = lacking.find(({ found }) => found.give !== undefined)?.found.give;
  return { is: "unknown", because, resolvedBy: give ?? "a run in which it is seen", cause: causes };
};

/** The control first: a door that does not open for the right request says nothing about the wrong one. */
const askControl = (control: Control, subject: Subject, read: Reader): Asked | undefined => {
  const laid = layOut(control.needs, subject.id, read);
  if (laid.lacking.length > 0) {
    const causes = causesOf(laid, subject.id, read);
    const unseen = { control: control.name, because: "what it rests on was not seen" };
    return { opinion: missing(laid, [...causes, unseen]) };
  }
  const { opinion, threw } = ask(control.judge, laid.given, subject);
  if (opinion.is === "pass") return undefined;
  if (threw !== undefined) return { opinion, threw };
  const said =
    opinion.is === "fail"
      ? `${opinion.at}: expected ${JSON.stringify(opinion.expected)}, saw ${JSON.stringify(opinion.actual)}`
      : opinion.because;
  return {
    opinion: {
      is: "unknown",
      because: `its positive control did not pass ("${control.name}"): ${said}`,
      resolvedBy: opinion.is === "unknown" ? opinion.resolvedBy : "making the correct request work first",
      cause: [
        { control: control.name, because: said },
        ...(opinion.is === "unknown" ? (opinion.cause ?? []) : []),
        ...control.needs.map((evidence) => ({ evidence, because: "the control was judged on it" })),
      ],
    },
  };
};

const opine = (
  check: Check,
  subject: Subject,
  read: Reader,
): Asked & { readonly seenAt: readonly string[]; readonly note?: string } => {
  const laid = layOut(check.needs, subject.id, read);
  const { given } = laid;
  const seen = { seenAt: laid.seenAt, ...noteOn(given, subject.hub) };
  if (laid.lacking.length > 0) {
    return { opinion: missing(laid, causesOf(laid, subject.id, read)), ...seen };
  }
  if (check.when) {
    const { holds, because } = check.when;
    const asked = ask((all) => (holds(all) ? pass : { is: "not-applicable", because }), given, subject);
    if (asked.opinion.is !== "pass") return { ...asked, ...seen };
  }
  const blocked = check.control && askControl(check.control, subject, read);
  return { ...(blocked ?? ask(check.judge, given, subject)), ...seen };
};

const verdictOf = (row: Row, check: Check, subject: Subject, read: Reader): Verdict => {
  const { opinion, threw, seenAt, note } = opine(check, subject, read);
  const { is, ...said } = opinion;
  const oldest = [...seenAt].sort()[0];
  return {
    ...row,
    outcome: is,
    ...said,
    ...(note !== undefined && { note }),
    ...(threw !== undefined && { harnessError: threw }),
    ...(oldest !== undefined && { seenAt: oldest }),
  };
};

/** Opens a piece once for all checks that ask for it: reading back, lifting and recognising it costs more than judging. */
const openedOnce = (read: Reader): Reader => {
  const opened = new Map<string, ReturnType<Reader>>();
  return (spoke, evidence) => {
    const key = `${spoke} ${evidence}`;
    if (!opened.has(key)) opened.set(key, read(spoke, evidence));
    return opened.get(key);
  };
};

/** Evidence plus plan to verdicts. Pure: the same evidence gives the same verdicts tomorrow. */
export const judge = (
  plan: Plan,
  checks: readonly Discovered<Check>[],
  subjects: readonly Subject[],
  read: Reader,
): Verdict[] => {
  const byId = new Map(checks.map(({ id, value }) => [id, value]));
  const readOnce = openedOnce(read);
  const judged = plan.rows.map((row): Verdict => {
    const check = byId.get(row.check);
    const subject = subjects.find(({ id }) => id === row.spoke);
    if (check && subject) return verdictOf(row, check, subject, readOnce);
    return {
      ...row,
      outcome: "unknown",
      because: "the check is not in this version",
      resolvedBy: "the version it was planned with",
    };
  });
  const apart = plan.apart.map(
    ({ because, ...row }): Verdict => ({ ...row, outcome: "not-applicable", because }),
  );
  return [...judged, ...apart];
};
