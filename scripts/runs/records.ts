import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { z } from "zod";
import type { Settings } from "../run/settings.ts";
import { UsageError } from "../usage-error.ts";

/** What people approve for a spoke on a target. */
export const RECORDS = ["baseline", "permanent"] as const;

/** Documents that people approve stand beside spokes.yaml, where they are reviewed like it. */
export const recordsFile = (
  settings: Pick<Settings, "path">,
  target: string,
  spoke: string,
  what: (typeof RECORDS)[number],
): string => join(dirname(settings.path), "records", target, `${spoke}.${what}.json`);

/** Reads an approved document; undefined where there is none. One that was edited by hand is refused. */
export const readRecord = <S extends z.ZodType>(
  file: string,
  shape: S,
  holds: (record: z.infer<S>) => boolean,
  remedy: string,
): z.infer<S> | undefined => {
  if (!existsSync(file)) return undefined;
  let parsed: z.infer<S> | undefined;
  try {
    parsed = shape.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    parsed = undefined;
  }
  if (parsed === undefined || !holds(parsed)) {
    throw new UsageError(`${file} is damaged or was edited by hand: ${remedy}.`);
  }
  return parsed;
};
