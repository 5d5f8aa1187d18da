import { join } from "node:path";
import { ROOT } from "../paths.ts";
import { exchangesIn, pageLoadsIn } from "./kept-exchanges.ts";
import { openStage } from "./replay.ts";

/** The same number of page loads, in two contexts side by side, as the journeys are walked. */
const loadPages = async (address: string, pages: number): Promise<void> => {
  const [{ findBrowser }, { chromium }] = await Promise.all([
    import("../../probes/browser/find.ts"),
    import("@playwright/test"),
  ]);
  const found = await findBrowser({ env: process.env, cache: join(ROOT, ".cache") });
  const browser = await chromium.launch({
    ...(found.executablePath !== undefined && { executablePath: found.executablePath }),
    ...(found.env && { env: { ...process.env, ...found.env } as Record<string, string> }),
    chromiumSandbox: false,
    args: ["--disable-gpu", `--host-resolver-rules=MAP page.example:443 ${address}`],
  });
  let left = pages;
  const walk = async (): Promise<void> => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    while (left-- > 0) await page.goto("https://page.example/");
    await context.close();
  };
  await Promise.all([walk(), walk()]);
  await browser.close();
};

// The floor under a run: what it asked and what its browsers loaded, with no harness around.
const [runDir = ""] = process.argv.slice(2);
const exchanges = exchangesIn(runDir);
const pages = pageLoadsIn(runDir);
const stage = await openStage(exchanges);
const [answered] = await Promise.all([
  stage.replay(),
  pages > 0 ? loadPages(stage.address, pages) : undefined,
]);
await stage.close();
process.stdout.write(`${answered} exchanges, ${pages} page loads\n`);
