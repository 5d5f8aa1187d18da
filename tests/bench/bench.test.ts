import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inTurn, median } from "../../scripts/bench/in-turn.ts";
import { exchangesIn, pageLoadsIn } from "../../scripts/bench/kept-exchanges.ts";
import { MEASURES } from "../../scripts/bench/measures.ts";
import { openStage } from "../../scripts/bench/replay.ts";
import { timed } from "../../scripts/bench/stopwatch.ts";
import { table } from "../../scripts/bench/table.ts";
import { inFolder } from "../support/cli.ts";

test("the median is the middle one, or between the middle two", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 2, 4, 9])).toBe(3);
  expect(median([])).toBeNaN();
});

test("two things are measured in turn, so that what else goes on meets both", async () => {
  const order: string[] = [];
  const take = (name: string, ms: number) => async () => {
    order.push(name);
    return ms;
  };
  expect(await inTurn(2, take("a", 10), take("b", 4))).toEqual({ ms: 10, against: 4 });
  expect(order).toEqual(["a", "b", "a", "b"]);
});

test("a table has aligned columns and ratios; what was not measured is a question mark", () => {
  const shown = table([
    { what: "Gate 1", ms: 3000, than: "plain", against: 1500 },
    { what: "the whole run", ms: 12_345, than: "plain", against: Number.NaN },
  ]);
  expect(shown.split("\n").map((line) => line.split(/ {2,}/).at(-1)?.trim())).toEqual(["ratio", "2.00", "?"]);
  expect(shown).toContain("12.3 s");
});

test("a command that fails is no measurement: what it said is told", async () => {
  await expect(timed(["--eval", "console.log('the reason'); process.exit(7)"])).rejects.toThrow(
    /exit code 7[\s\S]*the reason/,
  );
  expect((await timed(["--eval", "process.exit(3)"], [0, 3])).ms).toBeGreaterThan(0);
});

const entry = (url: string, status: number, text: string) => ({
  request: {
    method: "POST",
    url,
    headers: [{ name: "authorization", value: "‹authorization›" }],
    postData: { text: "a=b" },
  },
  response: { status, headers: [{ name: "content-length", value: "99" }], content: { text } },
});

test("what a run asked and loaded is read from its folder, and asked again with no harness around", () =>
  inFolder(async (folder) => {
    for (const place of ["spoke/journeys", "spoke/evidence"])
      mkdirSync(join(folder, place), { recursive: true });
    const archive = (...entries: object[]) => JSON.stringify({ log: { entries } });
    writeFileSync(
      join(folder, "spoke/exchanges.har"),
      archive(entry("https://a.example/x?y=‹code›", 200, "{}"), entry("https://b.example/", 404, "")),
    );
    writeFileSync(
      join(folder, "spoke/journeys/login.har"),
      archive(entry("https://a.example/z", 302, ""), entry("http://a.example/", 301, "")),
    );
    writeFileSync(
      join(folder, "spoke/evidence/browser.login.json"),
      JSON.stringify({
        seen: {
          hops: [
            { navigation: true, redirected: false },
            { navigation: true, redirected: true },
          ],
        },
      }),
    );
    const exchanges = exchangesIn(folder);
    expect(exchanges.map(({ url, answer }) => [url, answer.status])).toEqual([
      ["https://a.example/x?y=_code_", 200],
      ["https://b.example/", 404],
      ["https://a.example/z", 302],
    ]);
    expect(pageLoadsIn(folder)).toBe(1);
    const stage = await openStage(exchanges);
    expect(await stage.replay()).toBe(3);
    await stage.close();
  }));

test("every line of the bench has a name of its own", () => {
  expect(new Set(MEASURES.map(({ what }) => what)).size).toBe(MEASURES.length);
});
