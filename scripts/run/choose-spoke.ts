import type { SpokesFile } from "../../core/spokes/schema.ts";
import type { Subject } from "../../core/subject.ts";
import { UsageError, unknownName } from "../usage-error.ts";

/** What a verb is about when nobody names it: every verb that takes a spoke says so in its usage. */
export const DEFAULT_SPOKE = "default: the pilot";

/** The one that was named, among those that the verb can be about; else the pilot. Throws with the nearest valid names. */
export const chooseSpoke = <S extends Subject>(
  file: SpokesFile,
  all: readonly S[],
  written: string | undefined,
  what = "spoke",
): S => {
  const pilot = file.spokes.find((one) => one.kind === "client" && one.pilot);
  const id = written ?? pilot?.id;
  if (id === undefined)
    throw new UsageError(`No spoke is the pilot: name one of ${all.map((one) => one.id).join(", ")}.`);
  const found = all.find((one) => one.id === id);
  if (found) return found;
  throw unknownName(
    what,
    id,
    all.map((one) => one.id),
  );
};
