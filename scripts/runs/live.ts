import type { Answer } from "../../core/evidence/piece.ts";
import type { Difference, Live } from "../../core/readiness.ts";
import { createTaint } from "../../core/redact.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import type { Reader } from "../../core/store.ts";
import { restsOnHub, type Subject } from "../../core/subject.ts";
import { reachOf } from "../run/reach.ts";
import type { Settings } from "../run/settings.ts";

type Members = Readonly<Record<string, unknown>>;

const members = (json: unknown): Members | undefined =>
  typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Members) : undefined;

/** Members that differ, by canonical value; `name` stands before each. */
export const memberDifferences = (name: string, before: Members, after: Members): Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => digestOf(before[key]) !== digestOf(after[key]))
    .map((key) => ({ at: `${name}: ${key}`, expected: before[key] ?? null, actual: after[key] ?? null }));

export const kidsOf = (json: unknown): readonly string[] => {
  const keys = members(json)?.keys;
  return Array.isArray(keys) ? keys.map((key) => String(members(key)?.kid ?? "(none)")).sort() : [];
};

const seenJson = (read: Reader, name: "discovery.public" | "jwks.public"): unknown => {
  const found = read("hub", name);
  return found?.is === "seen" ? (found.value as Answer).json : undefined;
};

/** A rotation adds a key beside the old ones; a key set that shares none with the evidence is another trust. */
const keyDifference = (before: unknown, after: unknown): Difference[] => {
  const [was, is] = [kidsOf(before), kidsOf(after)];
  return was.length === 0 || is.some((kid) => was.includes(kid))
    ? []
    : [{ at: "JWKS: kids", expected: was, actual: is }];
};

const LIMIT_MS = 5000;

/** Reads live discovery and JWKS once more and compares them with the evidence: the live system wins. */
export const readLive = async (
  settings: Settings,
  target: string,
  spoke: Subject,
  read: Reader,
): Promise<Live> => {
  if (!restsOnHub(spoke)) return { is: "unannounced" };
  if (settings.file.targets[target]?.embedded) return { is: "gone" };
  const { openDoors } = await import("../../probes/http/doors.ts");
  const reach = reachOf(settings.file, target, "decide", settings.relative);
  const timeoutMs = Math.min(reach.timeoutMs, LIMIT_MS);
  const doors = openDoors({
    reach: { ...reach, timeoutMs },
    env: process.env,
    taint: createTaint(),
    say: () => {},
  });
  try {
    const [hub] = settings.subjects(target);
    if (!hub) return { is: "unreachable", because: "spokes.yaml has no hub" };
    const { discovery, jwks } = hub.hub.endpoints;
    const [document, keys] = await Promise.all([doors.http.send(discovery), doors.http.send(jwks)]);
    const now = members(document.json);
    if (document.status !== 200 || !now) {
      const said = document.status ?? document.seen.error?.code ?? "no answer";
      return { is: "unreachable", because: `${discovery} answered ${said}` };
    }
    const differences = [
      ...memberDifferences("discovery", members(seenJson(read, "discovery.public")) ?? {}, now),
      ...(keys.status === 200 ? keyDifference(seenJson(read, "jwks.public"), keys.json) : []),
    ];
    const at = new Date().toISOString();
    return differences.length === 0 ? { is: "same", at } : { is: "different", at, differences };
  } finally {
    await doors.close();
  }
};
