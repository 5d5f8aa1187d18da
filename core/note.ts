import type { Answer, Attempt, Walk } from "./evidence/piece.ts";
import type { Laid } from "./given.ts";
import { backendTwin } from "./spokes/subjects.ts";
import type { Hub } from "./subject.ts";

/** The places in a piece where the answer of an endpoint stands. */
interface Places extends Attempt {
  readonly url?: string;
  readonly fallback?: boolean | Walk;
  readonly control?: Answer;
  readonly attempts?: readonly Attempt[];
}

/** The first answers of a piece: what it was asked, not where that led. */
const answersIn = (value: unknown): readonly Answer[] => {
  const piece = (value ?? {}) as Partial<Places>;
  const again = typeof piece.fallback === "object" ? piece.fallback : undefined;
  const first = piece.attempts?.[0];
  return [
    piece.url === undefined ? undefined : (value as Answer),
    piece.answer,
    piece.control,
    again?.hops?.[0],
    piece.walk?.hops?.[0],
    first?.answer,
    first?.walk?.hops?.[0],
  ].filter((one) => typeof one === "object" && one !== null);
};

/** Every answer within a piece: one that came out of a cache may stand anywhere. */
const allIn = (value: unknown): readonly Answer[] => {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, one]) => (name === "json" ? [] : allIn(one)));
  return "headers" in value && "url" in value ? [value as Answer, ...inner] : inner;
};

/** How old an answer was when it came, and how long caches may keep it; undefined when it came from its source. */
const cached = ({ url = "", headers }: Answer): string | undefined => {
  const age = Number(headers?.age ?? 0);
  if (!(age > 0)) return undefined;
  const policy = headers?.["cache-control"];
  const kept = policy === undefined ? "no lifetime said" : `cache-control: ${policy}`;
  return `${url.split("?", 1)[0]} came out of a cache, ${age} s old (${kept})`;
};

/**
 * What a reader must know about where evidence is from: the issuer's host in place of the public domain, or a cache.
 * A piece named `backend` was looked for on the issuer's host.
 */
export const noteOn = (given: Laid["given"], hub: Hub | undefined): { readonly note?: string } => {
  const twins = new Set(
    Object.values(hub?.endpoints ?? {}).map((url) => hub?.issuer && backendTwin(url, hub.issuer)),
  );
  const notes = Object.values(given)
    .flatMap((topic) => Object.entries(topic))
    .flatMap(([name, value]) => [
      ...answersIn(value).flatMap(({ url = "" }) => {
        const at = url.split("?", 1)[0];
        return name !== "backend" && twins.has(at)
          ? [`seen at ${at}, because the public domain does not serve it`]
          : [];
      }),
      ...allIn(value).flatMap((answer) => cached(answer) ?? []),
    ]);
  return notes.length > 0 ? { note: [...new Set(notes)].join("; ") } : {};
};
