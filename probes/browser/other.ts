import { existsSync } from "node:fs";
import type { Browser } from "@playwright/test";
import type { Reach } from "../../core/doors.ts";
import type { OtherBrowser } from "../../core/spokes/browsers-schema.ts";
import { startable } from "./find.ts";
import { launchBrowser, launchPlain } from "./launch.ts";

export type FoundOther =
  | { readonly executablePath: string | undefined; readonly from: string }
  | { readonly because: string };

/** Whether a further browser can be started here, without starting it. */
export const findOther = async ({ engine, executable }: OtherBrowser): Promise<FoundOther> => {
  if (executable !== undefined) {
    return startable(executable)
      ? { executablePath: executable, from: executable }
      : { because: `${executable} cannot be started` };
  }
  const playwright = await import("@playwright/test");
  return existsSync(playwright[engine].executablePath())
    ? { executablePath: undefined, from: `Playwright's own ${engine}` }
    : { because: `it is not installed: npx playwright install ${engine}` };
};

/** Starts it, or says why it does not start. */
export const launchOther = async (
  other: OtherBrowser,
  reach: Pick<Reach, "ca">,
): Promise<{ readonly browser: Browser; readonly from: string } | { readonly because: string }> => {
  const found = await findOther(other);
  if ("because" in found) return found;
  try {
    const browser =
      other.engine === "chromium"
        ? await launchBrowser(found, reach)
        : await launchPlain(other.engine, found.executablePath);
    return { browser, from: found.from };
  } catch (error) {
    return { because: `it does not start: ${(error as Error).message.split("\n")[0]}` };
  }
};
