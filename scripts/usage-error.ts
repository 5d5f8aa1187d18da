import { nearest } from "../core/nearest.ts";

/** What a person typed or wrote cannot be done. Exit code 2; `told` is everything they need to read. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The target of that name. Throws with the nearest valid ones. */
export const targetNamed = <T>(targets: Readonly<Record<string, T>>, written: string): T => {
  const found = Object.hasOwn(targets, written) ? targets[written] : undefined;
  if (found === undefined) throw unknownName("target", written, Object.keys(targets));
  return found;
};

/** Quotes what was written and offers the nearest valid names. */
export const unknownName = (what: string, written: string, valid: readonly string[]): UsageError => {
  const near = nearest(written, valid, 3);
  const offer = near.length > 0 ? `Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?` : "";
  const list = valid.length <= 24 ? `Valid: ${valid.join(", ")}.` : `There are ${valid.length} of them.`;
  return new UsageError([`There is no ${what} "${written}".`, offer, list].filter(Boolean).join(" "));
};
