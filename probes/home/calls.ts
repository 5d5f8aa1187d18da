import type { Call } from "../../core/evidence/home.ts";
import type { Session } from "../journeys/journey.ts";

/** What scripts ask for, and forms that are sent: not pictures, fonts, styles, scripts, or going to an address. */
const KINDS = ["fetch", "xhr", "websocket", "eventsource", "ping", "other"];

const carries = (body: string, typed: readonly string[]): boolean =>
  typed.some((value) => body.includes(value) || body.includes(encodeURIComponent(value)));

/** Requests of this browser since `mark` that go to some API, and whether what was typed went along. */
export const callsSince = ({ watch }: Session, mark: number, typed: readonly string[]): Call[] => {
  const all = watch.since(mark).filter(({ hop }) => KINDS.includes(hop.kind ?? "") || hop.method !== "GET");
  const calls = all.map(({ request, url, hop }): Call => {
    const body = hop.kind === "websocket" ? "" : (request.postData() ?? "");
    return {
      method: hop.method,
      url: hop.url,
      kind: hop.kind,
      credentials: carries(`${url} ${body}`, typed),
      bearer: hop.kind !== "websocket" && request.headers().authorization !== undefined,
    };
  });
  const unique = new Map(calls.map((one) => [JSON.stringify(one), one]));
  return [...unique.values()];
};
