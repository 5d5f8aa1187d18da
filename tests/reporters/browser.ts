import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "../../probes/browser/find.ts";

/** Any Chromium that this machine has: the report is opened in it as a reader would. */
export const openBrowser = async (): Promise<Browser> => {
  const { executablePath, env } = await findBrowser({
    env: process.env,
    cache: join(tmpdir(), "cargo-gates-browser"),
  });
  return chromium.launch({
    ...(executablePath && { executablePath }),
    ...(env && { env: { ...process.env, ...env } as Record<string, string> }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
};
