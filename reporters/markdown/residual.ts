import type { Report } from "../../core/report.ts";
import { residualOf } from "../words/residual.ts";
import { words } from "./marks.ts";

/** What is left of a person's access after the global logout, as a table; nothing where nobody signed out. */
export const residual = (report: Report): string[] => {
  const rows = residualOf(report);
  if (rows.length === 0) return [];
  return [
    "### Residual access after the global logout",
    "",
    "| What | Left | How it was measured |",
    "| --- | --- | --- |",
    ...rows.map(({ what, left, how }) => `| ${words(what)} | ${words(left)} | ${words(how, 400)} |`),
    "",
  ];
};
