import type { Level } from "./check.ts";
import type { Found } from "./envelope.ts";
import type { Name } from "./evidence/index.ts";
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
}

/** Everything a reporter may show. Reporters are pure: this in, text out. */
export interface Report {
  readonly readiness: Readiness;
  /** by check id */
  readonly checks: Readonly<Record<string, CheckWords>>;
  readonly subjects: readonly Subject[];
  /** by subject id, then by name of the piece */
  readonly evidence: Readonly<Record<string, Readonly<Partial<Record<Name, Found>>>>>;
  /** paths relative to the run folder */
  readonly screenshots: readonly { readonly path: string; readonly caption: string }[];
}

/** One way to tell a report: file name in the run folder, and the text of it. */
export interface Reporter {
  readonly file: string;
  readonly tell: (report: Report) => string;
}
export const defineReporter = (reporter: Reporter): Reporter => reporter;
