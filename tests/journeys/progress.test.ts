import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../../scripts/paths.ts";

const folder = mkdtempSync(join(tmpdir(), "gates-progress-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A runner of journeys that begins when it is told to, or when its run is gone, and says with its exit code why it left. */
const runner = join(folder, "runner.mjs");
writeFileSync(
  runner,
  `import Progress from ${JSON.stringify(pathToFileURL(join(ROOT, "probes/journeys/progress.ts")).href)};
process.on("SIGINT", () => process.exit(42));
const begin = () => { new Progress().onBegin(); process.send?.("begun", () => {}); };
process.once("message", begin);
if (process.argv[2] === "before they had begun") process.once("disconnect", () => setTimeout(begin, 50));
setTimeout(() => process.exit(7), 10_000).unref();
setInterval(() => {}, 1000);
process.send("loaded");
`,
);

test.each(["while they run", "before they had begun"])(
  "journeys whose run is killed end by themselves: killed %s",
  async (when) => {
    const child = fork(runner, [when], { execArgv: ["--disable-warning=ExperimentalWarning"] });
    await once(child, "message");
    if (when === "while they run") {
      child.send("begin");
      await once(child, "message");
    }
    child.disconnect();
    const [code] = await once(child, "exit");
    expect(code).toBe(42);
  },
);
