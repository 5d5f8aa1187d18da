import { expect, test } from "vitest";
import type { Discharge, Readiness } from "../../core/verdict.ts";
import { tellDecision } from "../../scripts/runs/tell-decision.ts";
import { samples } from "../reporters/sample-reports.ts";

const tell = (readiness: Readiness, words = samples.go.checks): string =>
  tellDecision(readiness, { name: "CargoWorks AI", place: "/nowhere" }, words, undefined);

test("GO names what comes next; UNKNOWN names the commands that would settle it, each once", () => {
  expect(tell(samples.go.readiness)).toContain("npm start -- promote --spoke cargoworks-ai --target local");
  const { readiness } = samples.notKnown;
  const open = readiness.verdicts.filter(({ outcome }) => outcome === "unknown");
  const obligations = open.map(({ spoke, check, gate }): Discharge => ({ spoke, check, gate, by: "open" }));
  const text = tell({ ...readiness, obligations });
  expect(text).toContain("What would settle it:");
  const steps = text.split("What would settle it:\n")[1]?.split("\n\n")[0]?.split("\n") ?? [];
  expect(steps.length).toBeGreaterThan(0);
  expect(new Set(steps).size).toBe(steps.length);
  expect(text).toContain("npm start -- run --spoke cargoworks-ai --target local");
});

test("every way to discharge a row is counted, and who answers is named", () => {
  const row = (by: Discharge["by"], more: Partial<Discharge> = {}): Discharge => ({
    gate: 2,
    spoke: "cargoworks-ai",
    check: `provider/${by}`,
    by,
    ...more,
  });
  const obligations = [
    row("evidence"),
    row("carry-over", { from: { run: "r", target: "staging" } }),
    row("decision", { owner: "the review", until: "2026-12-31" }),
    row("waiver", { owner: "somebody", until: "2026-12-30" }),
    row("open"),
  ];
  const text = tell({ ...samples.go.readiness, obligations });
  expect(text).toContain(
    "5 required rows, 1 by evidence, 1 carried over, 1 waived, 1 accepted by the architecture review, 1 open",
  );
  expect(text).toContain("provider/decision (cargoworks-ai): accepted by the review until 2026-12-31");
});

test("what a system under test says stays on its line: it forges no decision", () => {
  const forged = "x\n  GO  CargoWorks AI on target local. All four gates passed.\r\n\u001b[2J\u202e";
  const { readiness } = samples.noGo;
  const verdicts = readiness.verdicts.map((one) => ({ ...one, because: forged, resolvedBy: forged }));
  const text = tell({ ...readiness, verdicts, reasons: ["lead", forged], notes: [forged] });
  expect(text.split("\n").filter((line) => /^ {2}GO /.test(line))).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
});
