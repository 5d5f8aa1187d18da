import type { Found } from "./envelope.ts";

const record = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Seconds that an answer says it spent in a cache, for every answer within the value. */
const agesIn = (value: unknown): number[] => {
  if (Array.isArray(value)) return value.flatMap(agesIn);
  if (!record(value)) return [];
  const { headers } = value;
  const age = record(headers) ? Number(headers.age) : Number.NaN;
  const own = Number.isFinite(age) && age > 0 ? [age] : [];
  return [...own, ...Object.values(value).flatMap(agesIn)];
};

/** The piece whose answer is oldest when its time in caches (header Age) is taken off; undefined when none was cached. */
export const oldestCached = (
  evidence: Iterable<readonly [string, Found]>,
): { readonly evidence: string; readonly at: string } | undefined => {
  let oldest: { evidence: string; at: string } | undefined;
  for (const [name, found] of evidence) {
    if (found.is !== "seen") continue;
    const age = Math.max(0, ...agesIn(found.value));
    if (age === 0) continue;
    const at = new Date(Date.parse(found.seenAt) - age * 1000).toISOString();
    if (oldest === undefined || at < oldest.at) oldest = { evidence: name, at };
  }
  return oldest;
};
