import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { unpackFromNpm } from "./unpack.ts";

const run = promisify(execFile);

/** A browser that can be started, and where it came from, in words for a person. */
export interface FoundBrowser {
  /** undefined: Playwright starts its own headless shell */
  readonly executablePath: string | undefined;
  readonly from: string;
  readonly env?: Readonly<Record<string, string>>;
}

export type Source = "CHROME_PATH" | "playwright" | "system" | "npm";
const SOURCES: readonly Source[] = ["CHROME_PATH", "playwright", "system", "npm"];

interface Where {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** folder for what must be unpacked; versioned inside */
  readonly cache: string;
}

/** The one command that provides a browser where none is found. */
export const INSTALL = "npx playwright install chromium";

/** Whether this program may be started by us. */
export const startable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const systemNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const systemPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const fromEnvironment = ({ env }: Where): FoundBrowser | undefined => {
  const given = env.CHROME_PATH;
  if (!given) return undefined;
  if (!startable(given)) throw new Error(`CHROME_PATH is ${given}, which cannot be started`);
  return { executablePath: given, from: `$CHROME_PATH (${given})` };
};

/** Where Playwright keeps its browsers (its own rule). Without the folder there are none: no need to load Playwright. */
const playwrightFolder = ({ env }: Where): string => {
  const given = env.PLAYWRIGHT_BROWSERS_PATH;
  if (given === "0") return ".";
  if (given) return given;
  if (process.platform === "darwin") return join(homedir(), "Library/Caches/ms-playwright");
  if (process.platform === "win32") {
    return join(env.LOCALAPPDATA ?? join(homedir(), "AppData/Local"), "ms-playwright");
  }
  return join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "ms-playwright");
};

const fromPlaywright = async (where: Where): Promise<FoundBrowser | undefined> => {
  if (!existsSync(playwrightFolder(where))) return undefined;
  const { chromium } = await import("@playwright/test");
  const full = chromium.executablePath();
  // .../chromium-1234/chrome-linux/chrome beside .../chromium_headless_shell-1234: the shell starts faster
  const folder = /^(.*[\\/])chromium-(\d+)[\\/]/.exec(full);
  const shell = folder && `${folder[1]}chromium_headless_shell-${folder[2]}`;
  if (shell && existsSync(shell))
    return { executablePath: undefined, from: "Playwright's own headless shell" };
  return existsSync(full) ? { executablePath: full, from: "Playwright's own Chromium" } : undefined;
};

const fromSystem = ({ env }: Where): FoundBrowser | undefined => {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [
    ...systemNames.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...systemPlaces,
  ];
  const found = candidates.find(startable);
  return found === undefined ? undefined : { executablePath: found, from: `the system's (${found})` };
};

const fromNpm = async ({ env, cache }: Where): Promise<FoundBrowser | undefined> => {
  const unpacked = await unpackFromNpm(cache);
  if (!unpacked) return undefined;
  const { executablePath, version } = unpacked;
  const from = `npm's @sparticuz/chromium ${version} (${executablePath})`;
  const libraries = [join(dirname(executablePath), "lib"), env.LD_LIBRARY_PATH]
    .filter(Boolean)
    .join(delimiter);
  for (const extra of [undefined, { LD_LIBRARY_PATH: libraries }]) {
    const starts = await run(executablePath, ["--version"], {
      env: { ...env, ...extra } as NodeJS.ProcessEnv,
    }).then(
      () => true,
      () => false,
    );
    if (starts) return { executablePath, from, ...(extra && { env: extra }) };
  }
  return undefined;
};

/**
 * The first browser of: $CHROME_PATH, Playwright's own, the system's, npm's @sparticuz/chromium (unpacked once).
 * @throws with the one command that helps, when there is none.
 */
export const findBrowser = async (where: Where, sources = SOURCES): Promise<FoundBrowser> => {
  const finders: Record<Source, () => Promise<FoundBrowser | undefined> | FoundBrowser | undefined> = {
    CHROME_PATH: () => fromEnvironment(where),
    playwright: () => fromPlaywright(where),
    system: () => fromSystem(where),
    npm: () => fromNpm(where),
  };
  for (const source of sources) {
    const found = await finders[source]();
    if (found) return found;
  }
  throw new Error(`no browser was found: run  ${INSTALL}  or set CHROME_PATH to a Chromium or Chrome`);
};
