import type { Doors, Exchange } from "../../core/doors.ts";
import type { Place } from "../../core/evidence/home.ts";
import type { Hub } from "../../core/subject.ts";
import { cleanUrl } from "../journeys/clean.ts";
import type { Session } from "../journeys/journey.ts";
import { staysAt } from "./leaving.ts";

/** Anything by which a page goes on by itself. Read off the text: too much counts, never too little. */
const MOVES =
  /<\s*(?:script|meta[^>]+http-equiv|base|i?frame|frameset|object|embed|svg|math|template)\b|\son\w+\s*=|<!\[CDATA|<\?/i;
/** Anything by which a person goes on. */
const CONTROLS = /<\s*(?:form|input|button|select|textarea|a)\b/i;
const TARGET =
  /<\s*(?:a|area|form|button|input)\b[^>]*?\s(?:href|action|formaction)\s*=\s*["']?([^"'\s>]*)/gi;
const PASSWORD = /<input[^>]+type\s*=\s*["']?password/i;

/** A page that does nothing by itself. `place.ended`: "refused" when a person cannot go on from it either. */
export interface Plain {
  readonly text: string;
  readonly place: Place;
  readonly controls: boolean;
  /** links and forms that lead to another host than the page's own and the hub's */
  readonly leadsAway: boolean;
}

/** The page that an answer is, when it stands still: no redirect, and no script, frame or refresh in it. Pure. */
export const plainPage = (
  hub: Hub,
  url: string,
  { status, headers, text }: Pick<Exchange, "status" | "headers" | "text">,
): Plain | undefined => {
  const still =
    status !== undefined &&
    (status === 200 || (status >= 400 && status < 500)) &&
    headers.location === undefined &&
    headers.refresh === undefined &&
    /^text\/html\b/.test(headers["content-type"] ?? "") &&
    !MOVES.test(text);
  if (!still) return undefined;
  const said = text
    .replace(/<style[\s\S]*?<\/style>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 400);
  const ended = PASSWORD.test(text) ? "form" : "refused";
  const place: Place = { ended, landed: cleanUrl(url), said, status, opened: 0, asked: [] };
  const targets = [...text.matchAll(TARGET)].map(([, target = ""]) => URL.parse(target, url));
  const leadsAway = targets.some((target) => target === null || !staysAt(hub, target));
  return { text, place, controls: CONTROLS.test(text), leadsAway };
};

/**
 * The answer to one request with this browser's cookies, when it is a page that stands still. A browser would show it
 * and do nothing, and takes twenty times as long. Undefined for every other answer: those are for a browser to look at.
 */
export const askPlainly = async (
  doors: Doors,
  hub: Hub,
  { context }: Session,
  url: string,
): Promise<Plain | undefined> => {
  const cookies = await context.cookies(url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const { value } of cookies) if (value.length >= 16) doors.taint(value, "cookie");
  const headers = { accept: "text/html,*/*", ...(cookie && { cookie }) };
  return plainPage(hub, url, await doors.http.send(url, { headers }));
};

/** The same, when it refuses outright: nothing on the page leads anywhere. */
export const plainRefusal = async (
  doors: Doors,
  hub: Hub,
  session: Session,
  url: string,
): Promise<Place | undefined> => {
  const plain = await askPlainly(doors, hub, session, url);
  return plain?.controls === false ? plain.place : undefined;
};
