import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { discover } from "../../core/discover.ts";
import type { Reach } from "../../core/doors.ts";
import { createTaint } from "../../core/redact.ts";
import { findBrowser } from "../browser/find.ts";
import { launchBrowser } from "../browser/launch.ts";
import { diskStore, writeWhole } from "../evidence/disk-store.ts";
import { openDoors } from "../http/doors.ts";
import type { AnyJourney } from "./journey.ts";
import { namedIn, runJourney } from "./run.ts";
import { keepShots } from "./shots.ts";
import { subjectsIn } from "./subjects.ts";

export { untilReachable } from "./reach-file.ts";

const ROOT = join(import.meta.dirname, "../..");

export const startBrowser = async (reach: Reach): Promise<Browser> =>
  launchBrowser(await findBrowser({ env: process.env, cache: join(ROOT, ".cache") }), reach);

interface Asked {
  readonly runDir: string;
  readonly spokesFile: string;
  readonly target: string;
  readonly spoke: string;
  /** id of the journey: `journeys/login` */
  readonly journey: string;
  readonly reach: Reach;
  readonly browser: Browser;
}

/** What the journey itself asked over HTTP, with the ids that its evidence names. */
const namedHar = (har: object, journey: string): string =>
  JSON.stringify(har, (key, value: unknown) =>
    key === "_id" && typeof value === "string" ? namedIn(journey, value) : value,
  );

/** Runs one journey of a run and writes what it saw. Throws only for errors of our own. */
export const walkInRun = async (asked: Asked): Promise<void> => {
  const { runDir, spoke, journey: id, reach, browser } = asked;
  const journey = (await discover<AnyJourney>(join(ROOT, "probes"), "journey")).find((one) => one.id === id);
  const subject = subjectsIn(asked.spokesFile, asked.target).find((one) => one.id === spoke);
  if (!journey || !subject) throw new Error(`the plan names ${id} for ${spoke}, which is not here`);
  const taint = createTaint();
  const doors = openDoors({ reach, env: process.env, taint, say: () => {} });
  const store = diskStore(runDir, taint.scrub);
  const shots = keepShots(runDir, spoke, id);
  const folder = join(runDir, spoke, "journeys");
  try {
    const threw = await runJourney(journey, subject, {
      browser,
      doors,
      sink: store,
      read: store.read,
      keep: shots.keep,
      holdsSecret: (text) => taint.survivors(text).length > 0,
    });
    if (threw !== undefined) throw new Error(taint.scrub(threw));
  } finally {
    shots.close();
    const har = taint.scrub(namedHar(doors.har(), id));
    writeWhole(join(folder, `${id.replace(/^.*\//, "")}.har`), har);
    await doors.close();
  }
};
