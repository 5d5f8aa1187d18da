import { readFileSync } from "node:fs";
import { EXIT } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { agreementPage, oddOnes, tellOdd } from "../../reporters/agreement/page.ts";
import { AGREEMENT, readExpectations, readRecorded } from "../agreement/data.ts";
import { recordRun } from "../agreement/record.ts";
import { runsFolder } from "../runs/find.ts";
import { readArguments } from "./arguments.ts";

/**
 * Records runs on systems that other people made, and writes docs/agreement.md. Works from run folders and bundles: the
 * systems themselves are not needed. Exit code 1 where a verdict is not the expected one.
 */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, { runs: { type: "string" } });
  const known = readExpectations();
  const runs = runsFolder(values.runs);
  const fresh = words.map((word) => recordRun(word, known, runs));
  const order = Object.keys(known.systems);
  const all = { ...readRecorded(), ...Object.fromEntries(fresh.map(({ system, run }) => [system, run])) };
  const recorded = Object.fromEntries(
    Object.entries(all)
      .filter(([system]) => order.includes(system))
      .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)),
  );
  writeWhole(AGREEMENT.recorded, `${JSON.stringify(recorded, null, 2)}\n`);
  writeWhole(AGREEMENT.page, agreementPage(known, recorded, readFileSync(AGREEMENT.notes, "utf8")));
  const odd = oddOnes(known, recorded);
  for (const one of odd) process.stdout.write(`${tellOdd(one)}\n`);
  process.stdout.write(
    odd.length === 0
      ? `Every verdict on ${Object.keys(recorded).length} systems is the expected one. docs/agreement.md is written.\n`
      : `${odd.length} verdicts are not the expected ones. docs/agreement.md is written.\n`,
  );
  return odd.length === 0 ? EXIT.GO : EXIT["NO-GO"];
};
