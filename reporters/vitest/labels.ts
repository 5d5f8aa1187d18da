import * as allure from "allure-js-commons";
import { referenceOf } from "../../core/references.ts";
import { GATES } from "../../core/verdict.ts";
import { plainFacts } from "../words/plain.ts";
import type { Show } from "./outcome.ts";
import type { ShownVerdict } from "./read-run.ts";

/** Indented, as a code block: nothing in it is Markdown or HTML. */
const asCode = (text: string) => text.replace(/^/gm, "    ");

/** What Allure sorts, links and remembers a verdict by. The history follows target, spoke and check, wherever the file lies. */
export const labelVerdict = async (
  { verdict, words }: ShownVerdict,
  target: string,
  show: Show,
): Promise<void> => {
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
  await allure.tags(level, verdict.outcome, ...(words?.threat ?? []));
  for (const source of words?.sources ?? []) await allure.label("source", source);
  for (const threat of words?.threat ?? []) await allure.label("threat", threat);
  for (const code of [...(words?.sources ?? []), ...(words?.threat ?? [])]) {
    const known = referenceOf(code);
    if (known?.url) await allure.link(known.url, known.label, "reference");
  }
  const note = show.as === "aside" ? [show.note, plainFacts(verdict, words)].join("\n") : "";
  await allure.description(
    [words?.title ?? check, words?.why ?? "", note && asCode(note)].filter(Boolean).join("\n\n"),
  );
};
