import type { CheckWords } from "../../core/report.ts";
import type { Readiness, Verdict } from "../../core/verdict.ts";

type Said = Omit<Readiness, "reasons">;
type Words = Readonly<Record<string, CheckWords>>;

const GOOD = ["passed", "passed-with-fallback"];

/** The decision in one sentence; reporters that have said it already leave it out. */
export const lead: Record<"GO" | "NO-GO" | "PAUSED" | "UNKNOWN" | "HELD", string> = {
  GO: "All four gates passed: the spoke may be cut over.",
  "NO-GO": "Required checks failed: do not cut over.",
  PAUSED:
    "The backend does not honour the manual settings: the rollout pauses for architecture review, no cutover.",
  UNKNOWN: "Required checks have no answer: nobody can say yes yet.",
  HELD: "The spoke itself is ready, but the pilot has not gone first.",
};

const worth = ({ outcome, gate }: Verdict): number => (outcome === "fail" ? 0 : 10) + gate;

const sentence = (verdict: Verdict, words: Words): string => {
  const about = words[verdict.check];
  const where = `${verdict.check}, ${verdict.spoke}`;
  if (verdict.outcome === "fail") return `${about?.failureTitle ?? "Failed"} (${where}).`;
  return `Not known: ${about?.title ?? verdict.check} (${where}); resolved by ${verdict.resolvedBy ?? "another run"}.`;
};

/** Why the decision is what it is, in plain sentences, most important first. */
export const reasonsOf = (said: Said, words: Words): string[] => {
  const blocking = new Set(said.gates.flatMap(({ blockedBy }) => blockedBy));
  const derived = /^readiness\/(gate-\d-passed|evidence-complete)$/;
  const open = said.verdicts
    .filter(
      ({ check, outcome, level }) =>
        blocking.has(check) && level === "required" && (outcome === "fail" || outcome === "unknown"),
    )
    .filter(({ check }) => !derived.test(check))
    .sort((a, b) => worth(a) - worth(b));
  const fallback = said.gates
    .filter(({ status }) => status === "passed-with-fallback")
    .map(({ gate }) => `Gate ${gate} passed with fallback: some endpoints work on the issuer host only.`);
  const temporary = (said.temporary ?? []).map(
    ({ endpoint, url }) => `Temporary setting, until the public domain works: ${endpoint} is ${url}.`,
  );
  const empty = said.gates
    .filter(({ status }) => status === "not-run")
    .map(
      ({ gate, name }) =>
        `Gate ${gate} (${name}) has no check for this kind of spoke, so nothing vouches for it.`,
    );
  const ours = said.harnessErrors.map((error) => `Error of the harness itself: ${error.split("\n")[0]}`);
  const first =
    said.decision === null
      ? `A partial run decides nothing: ${said.gates.every(({ status }) => GOOD.includes(status)) ? "what it looked at passed" : "what it looked at did not pass"}.`
      : lead[said.decision];
  return [
    first,
    ...ours,
    ...open.map((verdict) => sentence(verdict, words)),
    ...fallback,
    ...temporary,
    ...empty,
  ];
};
