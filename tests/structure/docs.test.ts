import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checksPage } from "../../scripts/docs/checks-page.ts";
import { ROOT } from "../../scripts/paths.ts";
import { allFaults } from "../../scripts/run/faults.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";

test("docs/checks.md is what the checks say (npm run docs)", async () => {
  const page = checksPage(await openToolbox(), await allFaults());
  expect(readFileSync(join(ROOT, "docs/checks.md"), "utf8")).toBe(page);
});
