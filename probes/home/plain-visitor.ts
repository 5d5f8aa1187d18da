import { parse } from "node-html-parser";
import { CookieJar } from "tough-cookie";
import type { Doors, Request } from "../../core/doors.ts";
import type { Place } from "../../core/evidence/home.ts";
import { type Credentials, fillForm } from "../drivers/form.ts";
import { mayAsk } from "../drivers/may-ask.ts";
import { taintUrl } from "../http/secrets.ts";
import { cleanUrl } from "../journeys/clean.ts";
import { type HomeScene, screenUrl } from "./at-home.ts";
import { staysAt } from "./leaving.ts";
import { type Plain, plainPage } from "./plain-refusal.ts";

const MOST_HOPS = 12;

/** Where the visitor came to: a page that stands still, or the border. */
interface Stop {
  readonly url: string;
  readonly plain?: Plain;
  readonly place: Place;
}

/**
 * Somebody with a browser that has no scripts, and no cookies yet. Everything it is answered must be a page that stands
 * still, or a redirect: then it came where any browser comes. What it returns is undefined as soon as one is not.
 */
export const plainVisitor = (doors: Doors, { hub, home }: Pick<HomeScene, "hub" | "home">) => {
  const jar = new CookieJar(undefined, { rejectPublicSuffixes: false });

  const ask = async (url: string, request: Request) => {
    const cookie = jar.getCookieStringSync(url);
    const headers = { accept: "text/html,*/*", ...request.headers, ...(cookie && { cookie }) };
    const answer = await doors.http.send(url, { ...request, headers });
    for (const line of answer.setCookies) jar.setCookieSync(line, url, { ignoreError: true });
    return answer;
  };
  const showsSignOut = (text: string): boolean =>
    parse(text)
      .querySelectorAll("button, a")
      .some((one) => one.text.replace(/\s+/g, " ").includes(home.labels.sign_out));

  const walk = async (start: string, first: Request = {}): Promise<Stop | undefined> => {
    let [url, request] = [start, first];
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const answer = await ask(url, request);
      const { status = 0, headers } = answer;
      const plain = plainPage(hub, url, answer);
      if (plain) {
        const inside = plain.place.ended !== "form" && showsSignOut(plain.text);
        return { url, plain, place: { ...plain.place, ...(inside && { ended: "dashboard" }) } };
      }
      const to = URL.parse(headers.location ?? "", url);
      // a form that was sent is sent once more by 307 and 308: for a browser to show
      if (![301, 302, 303].includes(status) || headers.location === undefined || !to) return undefined;
      if (!staysAt(hub, to)) {
        taintUrl(to.href, doors.taint);
        const left = [cleanUrl(to.href)];
        return { url, place: { ended: "left", landed: cleanUrl(url), left, opened: 0, asked: [] } };
      }
      [url, request] = [to.href, {}];
    }
    return undefined;
  };

  return {
    /** Goes to an address, through its redirects. */
    go: (url: string): Promise<Stop | undefined> => walk(url),
    /** Fills the form of the page that it stands at and sends it. */
    send: async (at: Stop, who: Credentials): Promise<Stop | undefined> => {
      const form = fillForm(at.plain?.text ?? "", hub.login, who);
      const action =
        form === undefined || form === "credentials" ? null : URL.parse(form.action || at.url, at.url);
      if (form === undefined || form === "credentials" || !action || form.method !== "POST") return undefined;
      if (!mayAsk(hub, at.url) || !mayAsk(hub, action.href)) return undefined;
      const stop = await walk(action.href, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(at.url).origin },
        body: form.body.toString(),
      });
      return stop && { ...stop, place: { ...stop.place, asked: ["credentials"] } };
    },
    /** Whether somebody is signed in by now; undefined: cannot be told without a browser. */
    isInside: async (): Promise<boolean | undefined> => {
      const stop = await walk(`${screenUrl({ home }, "dashboard")}`);
      return stop && stop.place.ended === "dashboard";
    },
  };
};
export type PlainVisitor = ReturnType<typeof plainVisitor>;
