import * as allure from "allure-js-commons";
import { referenceOf } from "../../core/references.ts";
import { GATES } from "../../core/verdict.ts";
import { plainFacts } from "../words/plain.ts";
import type { Show } from "./outcome.ts";
import type { ShownVerdict } from "./read-run.ts";
import { standingOf } from "./standing.ts";

/** Indented, as a code block: nothing in it is Markdown or HTML. */
const asCode = (text: string) => text.replace(/^/gm, "    ");

/** What was cut is JSON no more. */
const typeOf = (text: string): string => {
  try {
    JSON.parse(text);
    return "application/json";
  } catch {
    return "text/plain";
  }
};

const cite = (code: string): string => referenceOf(code)?.label ?? code;

/** Words of our own, and everything that a system under test may have said as a code block. */
const descriptionOf = ({ verdict, words, rests }: ShownVerdict, show: Show): string => {
  const note = show.as === "aside" ? [show.note, plainFacts(verdict, words)].join("\n") : "";
  const seen = rests.map(
    ({ evidence, spoke, seenAt, because }) => `${evidence} of ${spoke}: ${seenAt ?? because ?? ""}`,
  );
  return [
    words?.title ?? verdict.check,
    words?.why ?? "",
    words && `Required by ${words.sources.map(cite).join("; ")}.`,
    note && asCode(note),
    seen.length > 0 && `Rests on\n\n${asCode(seen.join("\n"))}`,
  ]
    .filter(Boolean)
    .join("\n\n");
};

/** What Allure sorts, links and remembers a verdict by. The history follows target, spoke and check, wherever the file lies. */
export const labelVerdict = async (shown: ShownVerdict, target: string, show: Show): Promise<void> => {
  const { verdict, words, excused, rests } = shown;
  const { check, spoke, gate, level } = verdict;
  const identity = `${target}/${spoke}/${check}`;
  await allure.testCaseId(identity);
  await allure.historyId(identity);
  await allure.epic(`Gate ${gate}: ${GATES[gate - 1]?.name ?? ""}`);
  await allure.feature(spoke);
  await allure.severity(level === "required" ? "critical" : "minor");
  await allure.label("level", level);
  await allure.label("gate", String(gate));
  await allure.label("spoke", spoke);
  await allure.label("target", target);
  const standing = standingOf(shown);
  if (standing) await allure.label("standing", standing);
  await allure.tags(level, verdict.outcome, ...(words?.threat ?? []));
  for (const source of words?.sources ?? []) await allure.label("source", source);
  for (const threat of words?.threat ?? []) await allure.label("threat", threat);
  for (const code of [...(words?.sources ?? []), ...(words?.threat ?? [])]) {
    const known = referenceOf(code);
    if (known?.url) await allure.link(known.url, known.label, "reference");
  }
  if (excused) {
    await allure.owner(excused.owner);
    if (/^https?:\/\//.test(excused.link))
      await allure.issue(excused.link, `${standing ?? excused.by} until ${excused.until}`);
  }
  await allure.description(descriptionOf(shown, show));
  for (const { evidence, spoke: at, value } of rests) {
    if (value !== undefined) await allure.attachment(`${evidence} of ${at}`, value, typeOf(value));
  }
};
