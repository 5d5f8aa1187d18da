import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, test as base } from "@playwright/test";
import type { Reach } from "../../core/doors.ts";

const runDir = process.env.GATES_RUN_DIR ?? "";
const reachFile = process.env.GATES_REACH_FILE ?? "";

/** What the run asked for, written before this process was started. */
const ask = JSON.parse(readFileSync(join(runDir, "gather.json"), "utf8")) as {
  readonly journeys: readonly { readonly spoke: string; readonly journey: string }[];
  readonly spokesFile: string;
  readonly target: string;
};

interface Shared {
  readonly reach: Reach;
  readonly shared: Browser;
}

// Loaded in the workers only: the runner reads this file too, to list what there is, and should start fast.
const inWorker = () => import("./in-worker.ts");

/** One browser a worker; every journey has contexts of its own in it. */
const test = base.extend<object, Shared>({
  reach: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern
    async ({}, use) => use(await (await inWorker()).untilReachable(reachFile)),
    { scope: "worker", timeout: 60_000 },
  ],
  shared: [
    async ({ reach }, use) => {
      const browser = await (await inWorker()).startBrowser(reach);
      await use(browser);
      await browser.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

for (const { spoke, journey } of ask.journeys) {
  test(`${spoke} ${journey}`, async ({ reach, shared }) => {
    const { walkInRun } = await inWorker();
    await walkInRun({ ...ask, runDir, spoke, journey, reach, browser: shared });
  });
}
