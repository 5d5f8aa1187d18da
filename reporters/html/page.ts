import { createHash } from "node:crypto";
import type { Report } from "../../core/report.ts";
import { excusedBy, isOfTable } from "../words/excused.ts";
import { maskPersonal } from "../words/mask.ts";
import { failures, headline, subjectName } from "../words/story.ts";
import { accepted } from "./accepted.ts";
import { banner, gates } from "./banner.ts";
import { behaviour } from "./behaviour.ts";
import { checklists } from "./checklists.ts";
import { checks } from "./checks.ts";
import { claims } from "./claims.ts";
import { drift } from "./drift.ts";
import { evidence, run } from "./evidence.ts";
import { exposure } from "./exposure.ts";
import { briefly, finding } from "./findings.ts";
import { sprite } from "./icons.ts";
import { latency } from "./latency.ts";
import { login } from "./login.ts";
import { html, type Markup, render, verbatim } from "./markup.ts";
import { residual } from "./residual.ts";
import { review } from "./review.ts";
import { style } from "./style.ts";
import { tenants } from "./tenant.ts";
import { tripwire } from "./tripwire.ts";
import { unknowns } from "./unknowns.ts";

const script = `(${String(behaviour)})()`;
const hash = (source: string) => `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

/** Nothing but this page's own style and script, named by hash: text that slipped through could still do nothing. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const list = (
  report: Report,
  id: string,
  title: string,
  intro: string,
  verdicts: ReturnType<typeof failures>,
) =>
  verdicts.length > 0 &&
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p class="intro">${intro}</p>${verdicts.filter((one) => !isOfTable(report, one)).map((one) => finding(report, one))}${briefly(
    report,
    verdicts.filter((one) => isOfTable(report, one)),
  )}</section>`;

interface Part {
  readonly id: string;
  readonly title: string;
  readonly body: Markup | false;
}

const partsOf = (report: Report, unmasked: Report): readonly Part[] => {
  const required = failures(report, "required");
  const open = required.filter((one) => !excusedBy(report, one));
  const excused = required.filter((one) => excusedBy(report, one));
  const parts: readonly (readonly [string, string, Markup | false])[] = [
    ["review", "Review", review(report)],
    [
      "failures",
      "What fails",
      list(
        report,
        "failures",
        "What fails",
        "Each is a requirement that was shown not to hold, in the order of the gates.",
        open,
      ),
    ],
    [
      "waived",
      "Waived",
      list(
        report,
        "waived",
        "What fails and is waived",
        "Shown not to hold, and accepted by a person until a day.",
        excused,
      ),
    ],
    ["unknowns", "Not known", unknowns(report)],
    [
      "advisory",
      "Advisory",
      list(
        report,
        "advisory",
        "Advisory findings",
        "Worth mending; none of them keeps a gate shut.",
        failures(report, "advisory"),
      ),
    ],
    ["accepted", "Accepted", accepted(report)],
    ["drift", "Drift", drift(report)],
    ["tripwire", "Tripwire", tripwire(report)],
    ["tenants", "Tenants", tenants(report)],
    ["claims", "Claims", claims(unmasked)],
    ["login", "Login", login(report)],
    ["exposure", "Exposure", exposure(report)],
    ["residual", "Residual access", residual(report)],
    ["checklists", "Checklists", checklists(report)],
    ["latency", "Latency", latency(report)],
    ["checks", "Every check", checks(report)],
    ["evidence", "Evidence", evidence(report)],
    ["run", "This run", run(report)],
  ];
  return parts.map(([id, title, body]) => ({ id, title, body })).filter(({ body }) => body !== false);
};

/** The whole page. Personal data of the test users is masked in its text, not in its pictures. */
export const page = (shown: Report): string => {
  const report = maskPersonal(shown);
  const { word } = headline(report);
  const parts = partsOf(report, shown);
  const name = subjectName(report, report.readiness.spoke);
  return `<!doctype html>\n${render(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${word}: ${name} on ${report.readiness.target}</title>
<style>${verbatim(style)}</style>
</head>
<body>
<a class="skip" href="#decision">To the decision</a>
${sprite}
<header class="top"><div><span class="brand">Cargo identity gates</span><nav aria-label="Parts of the report"><ul>${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav><button class="theme" type="button" hidden>Dark</button></div></header>
<main>
${banner(report)}
${gates(report)}
${parts.map(({ body }) => body)}
</main>
<footer>Made from recorded evidence by cargo-identity-gates ${report.readiness.harness.version}. ${shown.personal ? "Personal data of the test users is shown: for the team's own eyes." : "Personal data of the test users is masked in its text, not in its pictures."}</footer>
<script>${verbatim(script)}</script>
</body>
</html>`)}\n`;
};
