import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MEASURES } from "./bench/measures.ts";
import { type Line, table } from "./bench/table.ts";

/**
 * How fast the harness is, as ratios within one run on one machine: times alone say more about the machine.
 * `--rounds N` measures each pair so often (3), `--only WORDS` the lines whose name holds them.
 */
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, only: { type: "string", default: "" } },
});
const rounds = Number(values.rounds);
const chosen = MEASURES.filter(({ what }) => what.includes(values.only));
if (!Number.isInteger(rounds) || rounds < 1 || chosen.length === 0) {
  process.stderr.write(
    `--rounds is a whole number from 1, --only a part of one of: ${MEASURES.map(({ what }) => what).join("; ")}\n`,
  );
  process.exit(2);
}
const home = mkdtempSync(join(tmpdir(), "gates-bench-"));
const lines: Line[] = [];
try {
  for (const { what, than, take } of chosen) {
    process.stderr.write(`${what} ...\n`);
    lines.push({ what, than, ...(await take({ home, rounds })) });
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
process.stdout.write(`\n${table(lines)}\n`);
