import { expect, test } from "vitest";
import { columns } from "../../reporters/console/paper.ts";
import { tellConsole } from "../../reporters/console/tell-console.ts";
import { page } from "../../reporters/html/page.ts";
import markdown from "../../reporters/markdown/markdown.reporter.ts";
import { samples } from "./sample-reports.ts";

const names = Object.keys(samples) as (keyof typeof samples)[];
const plain = { colour: false, width: 100, htmlPath: "runs/20261120-091400-7f3a/cargoworks-ai/report.html" };

test.for(names)("%s: the ending in the terminal", async (name) => {
  await expect(tellConsole(samples[name], plain)).toMatchFileSnapshot(`golden/${name}.txt`);
});

test.for(names)("%s: the step summary", async (name) => {
  await expect(markdown.tell(samples[name])).toMatchFileSnapshot(`golden/${name}.md.txt`);
});

test.for([40, 60, 80, 100, 200])("no line is wider than %i columns, or than anybody reads", (width) => {
  const text = tellConsole(samples.noGo, { ...plain, width, htmlPath: "r.html" });
  // A table is never broken: it needs its 65 columns. Nor is a command that is there to be copied.
  const prose = text.split("\n").filter((line) => !/^ {2}(Gate|\d \w| {2}repeat )/.test(line));
  expect(Math.max(...prose.map(columns))).toBeLessThanOrEqual(Math.min(width, 110));
});

test("colours change nothing but colours", () => {
  const coloured = tellConsole(samples.noGo, { ...plain, colour: true });
  expect(coloured).toContain("\u001b[");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(tellConsole(samples.noGo, plain));
});

test("a width that nobody knows is not a reason to fail", () => {
  expect(tellConsole(samples.go, { ...plain, width: 0 })).toContain("GO");
  expect(tellConsole(samples.go, { ...plain, width: Number.NaN })).toContain("GO");
});

test("what a person vouches for is told with why it was not shown, and what would show it", () => {
  const { go } = samples;
  const row = {
    spoke: "cargoworks-ai",
    check: "readiness/dependencies-go",
    gate: 4,
    level: "required",
  } as const;
  const open = {
    because: "one.cargo.ac: no GO in force on local",
    resolvedBy: "npm start -- run --all --target local",
  };
  const entry = {
    owner: "a fixture",
    reason: "it is a part of the federation",
    link: "https://example.test/1",
    until: "2099-12-31",
  };
  const report = {
    ...go,
    readiness: {
      ...go.readiness,
      verdicts: [...go.readiness.verdicts, { ...row, outcome: "unknown" as const, ...open }],
    },
    excused: [{ spoke: row.spoke, check: row.check, by: "attestation" as const, ...entry }],
  };
  const told = tellConsole(report, { colour: false, width: 200, htmlPath: "report.html" }).replace(
    /\s+/g,
    " ",
  );
  expect(told).toContain(`Not shown: ${open.because}. What would show it: ${open.resolvedBy}`);
  expect(page(report)).toContain(open.resolvedBy);
});
