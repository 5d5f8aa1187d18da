import type { CheckWords } from "../../core/report.ts";
import type { GateStatus, Readiness, Verdict } from "../../core/verdict.ts";

type Said = Omit<Readiness, "reasons">;
type Words = Readonly<Record<string, CheckWords>>;

const DERIVED = /^readiness\/(gate-\d-passed|evidence-complete)$/;
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

/** Fails before unknowns, what pauses before all; then as the gate itself puts them, most important first. */
const worth = (gates: readonly GateStatus[], { outcome, gate, check }: Verdict): number => {
  const own = gates.find((one) => one.gate === gate);
  const pausing = outcome === "fail" && own?.status === "paused" && gate !== 4;
  const place = own?.blockedBy.indexOf(check) ?? 0;
  return (outcome === "fail" ? 0 : 1e6) + (pausing ? 0 : gate * 1e4) + place;
};

/** A row of Gate 4 that only says once more what other reasons say: its open cases all rest on them. */
const repeats = ({ check, spoke, cases = [] }: Verdict, said: Said, others: readonly Verdict[]): boolean => {
  if (DERIVED.test(check)) return true;
  const open = cases.filter(({ outcome }) => outcome !== "pass");
  if (check === "readiness/dependencies-go") {
    return (
      spoke !== "hub" &&
      open.length > 0 &&
      open.every(({ name }) => name === "hub") &&
      others.some((one) => one.spoke === "hub")
    );
  }
  if (check !== "readiness/checklist-complete") return false;
  const items = (said.checklists ?? [])
    .flatMap((list) => list.items)
    .filter(({ state }) => state === "failed" || state === "unknown");
  const told = new Set(others.map((one) => one.check));
  return items.length > 0 && items.every((item) => item.checks.some((one) => told.has(one)));
};

const sentence = (verdict: Verdict, words: Words): string => {
  const about = words[verdict.check];
  const where = `${verdict.check}, ${verdict.spoke}`;
  if (verdict.outcome === "fail") return `${about?.failureTitle ?? "Failed"} (${where}).`;
  return `Not known: ${about?.title ?? verdict.check} (${where}). What settles it: ${verdict.resolvedBy ?? "another run"}.`;
};

/** Why the decision is what it is, in plain sentences, most important first. */
export const reasonsOf = (said: Said, words: Words): string[] => {
  const blocking = new Set(said.gates.flatMap(({ blockedBy }) => blockedBy));
  const all = said.verdicts
    .filter(
      ({ check, outcome, level }) =>
        blocking.has(check) && level === "required" && (outcome === "fail" || outcome === "unknown"),
    )
    .sort((a, b) => worth(said.gates, a) - worth(said.gates, b));
  const others = all.filter(({ gate }) => gate !== 4);
  const open = all.filter((one) => one.gate !== 4 || !repeats(one, said, others));
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
