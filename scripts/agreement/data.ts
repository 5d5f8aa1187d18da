import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import {
  type Expectations,
  expectations,
  fixedUpstream,
  type Recorded,
  recorded,
} from "../../core/agreement.ts";
import { readYaml } from "../../core/spokes/located.ts";
import type { Verdict } from "../../core/verdict.ts";
import { ROOT } from "../paths.ts";
import { UsageError } from "../usage-error.ts";

/** Where the agreement is kept: expectations, recorded verdicts, notes, and the page that is made of them. */
export const AGREEMENT = {
  expected: join(ROOT, "agreement/expected.yaml"),
  recorded: join(ROOT, "agreement/recorded.json"),
  notes: join(ROOT, "agreement/notes.md"),
  page: join(ROOT, "docs/agreement.md"),
};

const shaped = <S extends z.ZodType>(file: string, shape: S, value: unknown): z.infer<S> => {
  const found = shape.safeParse(value);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new UsageError(
    `${file}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not of the right shape"}.`,
  );
};

export const readExpectations = (file = AGREEMENT.expected): Expectations => {
  const read = readYaml(readFileSync(file, "utf8"), file);
  if (!read.ok) {
    const [first] = read.errors;
    throw new UsageError(`${file}:${first?.line}: ${first?.written}: expected ${first?.expected}.`);
  }
  return shaped(file, expectations, read.document.value);
};

export const readRecorded = (file = AGREEMENT.recorded): Recorded =>
  shaped(file, recorded, JSON.parse(readFileSync(file, "utf8")));

/** For the run's reader: known deviations of the target's system that are gone. */
export const goneUpstream = (system: string | undefined, verdicts: readonly Verdict[]): string[] =>
  system === undefined ? [] : fixedUpstream(readExpectations(), system, verdicts);
