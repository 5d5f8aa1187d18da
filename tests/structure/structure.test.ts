import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import type { Check } from "../../core/check.ts";
import { NAMES, pieces } from "../../core/evidence/index.ts";
import { referenceOf } from "../../core/references.ts";
import { allFaults } from "../../scripts/run/faults.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";
import { ROOMS, type SourceFile, violations } from "./rooms.ts";

const root = join(import.meta.dirname, "../..");
const sources: SourceFile[] = globSync(`{${Object.keys(ROOMS).join(",")}}/**/*.{ts,cjs}`, { cwd: root }).map(
  (path) => ({
    path,
    text: readFileSync(join(root, path), "utf8"),
  }),
);
// The rules below are text that breaks the rules.
const judged = sources.filter(({ path }) => !path.startsWith("tests/structure/"));
const { checks, probes, journeys, obligations, derived } = await openToolbox();
const faults = await allFaults();

test("the layout is the architecture", () => {
  expect(judged.length).toBeGreaterThan(50);
  expect(violations(judged)).toEqual([]);
});

test.each([
  ["core/a.ts", 'import x from "../probes/http/doors.ts"'],
  ["core/a.ts", 'import { readFileSync } from "node:fs"'],
  ["gates/endpoints/a.check.ts", 'import x from "../../probes/a.ts"'],
  ["gates/endpoints/a.check.ts", "const now = Date.now()"],
  ["gates/endpoints/a.check.ts", "issuer.trim()"],
  ["gates/endpoints/a.check.ts", 'await fetch("https://a")'],
  ["probes/a.probe.ts", 'import x from "../gates/endpoints/a.check.ts"'],
  ["probes/a.probe.ts", 'import x from "../scripts/gates.ts"'],
  ["reporters/a.ts", 'import { Agent } from "undici"'],
  ["fixtures/a.ts", 'import x from "../probes/a.ts"'],
  ["lib/a.ts", ""],
  ["gates/endpoints/a.check.ts", "\n".repeat(81)],
])("a planted violation is found: %s, %s", (path, text) => {
  expect(violations([{ path, text }])).not.toEqual([]);
});

test("a harness that asks whether its target is local has no place in probes, gates or reporters", () => {
  const asks = judged.filter(
    ({ path, text }) => /^(probes|gates|reporters)\//.test(path) && /embedded|["'`]local["'`]/.test(text),
  );
  expect(asks.map(({ path }) => path)).toEqual([]);
});

test("every check says what it must", () => {
  const lacking = [...checks, ...obligations].flatMap(({ id, value }) =>
    (["title", "failureTitle", "why", "remedy"] as const).flatMap((word) =>
      value[word].length > 5 ? [] : [`${id}: ${word}`],
    ),
  );
  expect(lacking).toEqual([]);
  expect(
    [...checks, ...obligations].filter(({ value }) => value.sources.length === 0).map(({ id }) => id),
  ).toEqual([]);
});

test("every source and threat can be looked up", () => {
  const codes = new Set(
    [...checks, ...obligations].flatMap(({ value }) => [
      ...value.sources,
      ...((value as Check).threat ?? []),
    ]),
  );
  expect([...codes].filter((code) => referenceOf(code) === undefined)).toEqual([]);
});

test("every id is the gate and the file's name", () => {
  for (const { id, file } of checks) expect(id).toBe(`${file.split("/")[0]}/${basename(file, ".check.ts")}`);
});

test("every check is proven by at least one fault, and every fault names checks that exist", () => {
  const proven = new Set(faults.flatMap(({ value }) => value.breaks));
  expect(checks.map(({ id }) => id).filter((id) => !proven.has(id))).toEqual([]);
  const known = new Set(checks.map(({ id }) => id));
  expect([...proven].filter((id) => !known.has(id))).toEqual([]);
});

test("every piece of evidence has one gatherer for each kind of spoke, and some check that asks for it", () => {
  const makers = [...probes, ...journeys].flatMap(({ id, value }) =>
    value.kinds.flatMap((kind) => value.produces.map((piece) => ({ id, key: `${kind} ${piece}`, piece }))),
  );
  const twice = makers.filter(({ key }, index) => makers.findIndex((one) => one.key === key) !== index);
  expect(twice).toEqual([]);
  expect(NAMES.filter((name) => !makers.some(({ piece }) => piece === name))).toEqual([]);
  const asked = new Set([
    ...checks.flatMap(({ value }) => [...value.needs, ...(value.control?.needs ?? [])]),
    ...obligations.flatMap(({ value }) => value.needs ?? []),
    ...[...probes, ...journeys].flatMap(({ value }) => value.needs ?? []),
  ]);
  expect(Object.keys(pieces).filter((name) => !asked.has(name as never))).toEqual([]);
});

test("every row that is told and not judged names tests that exist, and an id that no check bears", () => {
  const known = new Set([...checks, ...obligations].map(({ id }) => id));
  for (const { id, value } of derived) {
    expect(known.has(id), id).toBe(false);
    expect(value.heldBy.length, id).toBeGreaterThan(0);
    for (const file of value.heldBy)
      expect(readFileSync(join(root, file), "utf8").length, file).toBeGreaterThan(0);
    for (const code of value.sources) expect(referenceOf(code), `${id} ${code}`).toBeDefined();
  }
});
