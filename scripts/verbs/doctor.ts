import { styleText } from "node:util";
import { plain } from "../../core/redact.ts";
import { EXIT } from "../../core/verdict.ts";
import { examine, type Part } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";
import { chooseSpoke, DEFAULT_SPOKE } from "../run/choose-spoke.ts";
import { withTarget } from "../run/open-target.ts";
import { readSettings } from "../run/settings.ts";
import { targetNamed, UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = `npm start -- doctor [--spoke ID] [--target NAME] [--spokes FILE] (${DEFAULT_SPOKE})`;
const LIMIT_MS = 6000;

const SIGN = { works: "ok ", wrong: "NO ", "not given": " ? ", "not tried": " - " } as const;
const COLOUR = { works: "green", wrong: "red", "not given": "yellow", "not tried": "gray" } as const;

const lineOf = ({ name, state, said, todo }: Finding): string[] => {
  const sign = process.stdout.isTTY ? styleText(COLOUR[state], SIGN[state]) : SIGN[state];
  return [
    `  ${sign} ${name.padEnd(30)} ${plain(said)}`,
    ...(todo === undefined ? [] : [`      ${" ".repeat(30)} -> ${plain(todo)}`]),
  ];
};

const tell = (heading: string, parts: readonly Part[]): string => {
  const all = parts.flatMap(({ findings }) => findings);
  const count = (state: Finding["state"]) => all.filter((one) => one.state === state).length;
  const [bad, absent] = [count("wrong"), count("not given")];
  const end =
    bad === 0 && absent === 0
      ? "Everything that a run needs is there."
      : `${bad} ${bad === 1 ? "thing is" : "things are"} wrong, ${absent} not given. What is not given leaves rows unknown (npm start -- plan says how many); what is wrong is mended first.`;
  return [
    heading,
    "",
    ...parts.flatMap(({ title, findings }) => [title, ...findings.flatMap(lineOf), ""]),
    end,
    "",
  ].join("\n");
};

/** Tries what a run will need, each thing alone, and says in one page what is missing. 1: something is wrong. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    spoke: { type: "string" },
    target: { type: "string" },
    spokes: { type: "string" },
  });
  wordsUpTo(words, 0, USAGE);
  const settings = readSettings(values.spokes);
  const target = values.target ?? Object.keys(settings.file.targets)[0];
  if (target === undefined) throw new UsageError("The spokes file names no target.");
  targetNamed(settings.file.targets, target);
  const subject = chooseSpoke(settings.file, settings.subjects(target), values.spoke);
  const looking = { settings, target, doing: "doctor", spoke: subject.id, timeoutMs: LIMIT_MS };
  const parts = await withTarget(looking, (doors) => examine(settings, subject, doors));
  process.stdout.write(tell(`${subject.name} (${subject.id}) on target ${target}`, parts));
  return parts.some(({ findings }) => findings.some(({ state }) => state === "wrong"))
    ? EXIT["NO-GO"]
    : EXIT.GO;
};
