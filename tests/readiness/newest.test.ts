import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey } from "../../core/bundle/keys.ts";
import { chooseRun } from "../../scripts/runs/newest.ts";
import { copyOf, editText, makeRun, sealAgain } from "../bundle/sealed-run.ts";
import { inFolder } from "../support/cli.ts";

let run: Awaited<ReturnType<typeof makeRun>>;
beforeAll(async () => {
  run = await makeRun(["--check", "endpoints/discovery-answers"]);
}, 60_000);
afterAll(() => run?.remove());

/** A copy that says it is whole, begun at this moment, with this change to its record. */
const leave = (
  runs: string,
  name: string,
  startedAt: string,
  record: (text: string) => string = (text) => text,
) => {
  const folder = copyOf(run.folder, join(runs, name));
  editText(join(folder, "run.json"), (text) =>
    record(
      text
        .replace(/"run":"[^"]*"/, `"run":"${name}"`)
        .replace(/"startedAt":"[^"]*"/, `"startedAt":"${startedAt}"`),
    ),
  );
  sealAgain(folder, freshKey(), { partial: false });
  return folder;
};
const choose = (runs: string) => {
  const { kept, passedOver } = chooseRun({ spoke: "cargoworks-ai", target: "local", runs, run: undefined });
  return { run: kept?.record.run, said: passedOver.join("; ") };
};

test("the newest whole run is chosen; parts, cut runs and worlds made wrong are passed over", () =>
  inFolder(async (runs) => {
    expect(choose(runs)).toEqual({ run: undefined, said: "" });
    leave(runs, "old", "2026-01-01T00:00:00Z");
    leave(runs, "new", "2026-01-02T00:00:00Z");
    expect(choose(runs)).toEqual({ run: "new", said: "" });
    leave(runs, "cut", "2026-01-03T00:00:00Z", (text) => text.replace("complete", "interrupted"));
    leave(runs, "wrong", "2026-01-04T00:00:00Z", (text) => text.replace('"faults":[]', '"faults":["x"]'));
    copyOf(run.folder, join(runs, "part"));
    expect(choose(runs).run).toBe("new");
    expect(choose(runs).said).toContain("run cut is not complete (interrupted)");
    expect(choose(runs).said).toContain("it looked at a part only");
  }));

test("a newest run that was touched is not replaced by an older one", () =>
  inFolder(async (runs) => {
    leave(runs, "old", "2026-01-01T00:00:00Z");
    writeFileSync(join(leave(runs, "new", "2026-01-02T00:00:00Z"), "added.json"), "{}");
    expect(choose(runs)).toMatchObject({
      run: undefined,
      said: expect.stringContaining("added.json was added"),
    });
  }));
