import type { Level } from "./check.ts";
import type { CurlReach } from "./curl.ts";
import type { Found } from "./envelope.ts";
import type { Name } from "./evidence/index.ts";
import type { Temporary } from "./spokes/schema.ts";
import type { Subject } from "./subject.ts";
import type { Readiness } from "./verdict.ts";

/** What a check says about itself, for people. */
export interface CheckWords {
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly failureTitle: string;
  readonly why: string;
  readonly remedy: string;
  readonly sources: readonly string[];
  readonly threat: readonly string[];
  /** names of the evidence it looks at */
  readonly needs?: readonly string[];
  /** a row of Gate 4's own table; false for a check that was judged over evidence */
  readonly table?: boolean;
}

/** A picture from a journey. The page it shows was cleaned of secrets before it was taken. */
export interface Screenshot {
  /** relative to the run folder, in characters of our own choice */
  readonly path: string;
  readonly caption: string;
  /** requests of the first login that came before it: it shows the page that they led to; absent: of another walk */
  readonly hop?: number;
  /** the same picture as `data:image/...;base64,...`, so that a report in one file can show it */
  readonly data?: string;
}

/** A verdict that an entry of spokes.yaml answers for: a waived fail or an attested unknown. */
export interface Excused {
  readonly spoke: string;
  readonly check: string;
  readonly by: "waiver" | "attestation" | "decision";
  readonly owner: string;
  readonly reason: string;
  readonly link: string;
  /** last day, e.g. 2026-12-31 */
  readonly until: string;
}

/** Where the settings of each subject stand, for machines that point at a line. */
export interface SettingsPlace {
  /** as the person named it, relative to where the run was started: "spokes.yaml" */
  readonly file: string;
  /** line, from 1, by subject id */
  readonly lines: Readonly<Record<string, number>>;
}

/** What differs from an earlier run. */
export interface Drift {
  /** the earlier run, in words: "run 20261101-101500-aa11, the baseline that release engineering approved" */
  readonly since: string;
  readonly changes: readonly {
    /** "decision", "verdict", "metadata", "keys", "headers", "hosts", "claims", "latency", "configuration" */
    readonly kind: string;
    readonly at: string;
    /** undefined: it was, or is, not there */
    readonly before: unknown;
    readonly now: unknown;
  }[];
}

/** How the harness itself was shown to see what is wrong. */
export interface Proof {
  readonly checks: number;
  /** worlds with one thing wrong, each of which must turn exactly its checks red */
  readonly faults: number;
}

/** Everything a reporter may show. Reporters are pure: this in, text out. */
export interface Report {
  readonly readiness: Readiness;
  /** by check id */
  readonly checks: Readonly<Record<string, CheckWords>>;
  readonly subjects: readonly Subject[];
  /** by subject id, then by name of the piece */
  readonly evidence: Readonly<Record<string, Readonly<Partial<Record<Name, Found>>>>>;
  readonly screenshots: readonly Screenshot[];
  /** what was accepted by a person instead of demonstrated; reports always show it */
  readonly excused?: readonly Excused[];
  readonly settings?: SettingsPlace;
  readonly temporary?: readonly Temporary[];
  /** against what was approved; empty when nothing was, absent when nobody compared */
  readonly drift?: readonly Drift[];
  readonly proof?: Proof;
  /** the test users' personal data is shown: for the team's own eyes, on request only */
  readonly personal?: boolean;
  /** how names are reached, for commands that repeat an exchange */
  readonly reach?: CurlReach;
}

/** One way to tell a report: file name in the run folder, and the text of it. */
export interface Reporter {
  readonly file: string;
  readonly tell: (report: Report) => string;
}
export const defineReporter = (reporter: Reporter): Reporter => reporter;
