import type { TestUser } from "../../core/contract.ts";
import type { Report } from "../../core/report.ts";

/** Claims that say who a person is; the others (roles, organisations, permissions) say what they may do. */
const PERSONAL = [
  "email",
  "username",
  "preferred_username",
  "cargo_account_number",
  "name",
  "given_name",
  "family_name",
  "phone",
  "phone_number",
  "sub",
];

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Every spelling of a person's data, with what stands in its place: whose it is, and what. */
const spellings = (user: TestUser): [string, string][] =>
  [["email", user.email] as const, ...PERSONAL.map((claim) => [claim, user.truth[claim]] as const)].flatMap(
    ([claim, value]): [string, string][] => {
      if (typeof value !== "string" || value.length < 4 || value === user.id) return [];
      const mask = `\u2039${claim} of ${user.id}\u203a`;
      return [...new Set([value, encodeURIComponent(value)])].map((text) => [text.toLowerCase(), mask]);
    },
  );

/** Replaces the personal data of the declared test users in a text by whose and what it is. */
export const masker = (users: readonly TestUser[]): ((text: string) => string) => {
  const masks = new Map(users.flatMap(spellings));
  if (masks.size === 0) return (text) => text;
  const longestFirst = [...masks.keys()].sort((a, b) => b.length - a.length).map(literally);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return (text) => text.replace(pattern, (found) => masks.get(found.toLowerCase()) ?? found);
};

/** A hostile body may be nested deeper than any stack; no honest one comes near this. */
const DEEPEST = 100;
const deep = (value: unknown, mask: (text: string) => string, depth = 0): unknown => {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return `(nested deeper than ${DEEPEST})`;
  if (Array.isArray(value)) return value.map((one) => deep(one, mask, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [mask(key), deep(one, mask, depth + 1)]),
  );
};

/** The same report with the test users' personal data masked in everything that was seen, unless it was asked for. */
export const maskPersonal = (report: Report): Report => {
  if (report.personal) return report;
  const mask = masker(report.subjects.flatMap(({ contract }) => contract.users));
  const { readiness, evidence, screenshots } = report;
  return {
    ...report,
    readiness: {
      ...readiness,
      reasons: deep(readiness.reasons, mask) as typeof readiness.reasons,
      verdicts: readiness.verdicts.map((verdict) => ({ ...verdict, ...pick(verdict, mask) })),
      harnessErrors: deep(readiness.harnessErrors, mask) as typeof readiness.harnessErrors,
      ...(readiness.checklists && {
        checklists: deep(readiness.checklists, mask) as typeof readiness.checklists,
      }),
      ...(readiness.notes && { notes: readiness.notes.map(mask) }),
    },
    evidence: deep(evidence, mask) as typeof evidence,
    screenshots: screenshots.map((one) => ({ ...one, caption: mask(one.caption) })),
    ...(report.drift && { drift: deep(report.drift, mask) as typeof report.drift }),
  };
};

const SEEN = [
  "at",
  "note",
  "expected",
  "actual",
  "because",
  "resolvedBy",
  "cases",
  "cause",
  "harnessError",
] as const;
type Verdict = Report["readiness"]["verdicts"][number];
const pick = (verdict: Verdict, mask: (text: string) => string): Partial<Verdict> =>
  Object.fromEntries(
    SEEN.flatMap((key) => (verdict[key] === undefined ? [] : [[key, deep(verdict[key], mask)]])),
  );
