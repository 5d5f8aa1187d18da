import { CookieJar } from "tough-cookie";
import { type Doors, type Exchange, hostMatches, type Request } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Hub } from "../../core/subject.ts";
import { taintUrl } from "../http/secrets.ts";
import { type Credentials, fillForm } from "./form.ts";
import type { SignIn, Walked } from "./login.ts";
import { createOneBrowser } from "./one-browser.ts";
import { openParams, withoutSecrets } from "./open-url.ts";

const MOST_HOPS = 20;

interface Step {
  readonly url: URL;
  readonly request: Request;
}
type Next = Step | { readonly ended: string };
/** A form is to be filled in while others of this browser are on the way. */
const IN_THE_WAY = Symbol("others are on the way");

/** Walks like a browser that has no scripts: redirects, cookies, forms. Enough for any server-rendered provider. */
export const walkOverHttp = (doors: Doors, hub: Hub): SignIn => {
  const jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
  const declared = (url: URL) => doors.reach.declared.some((pattern) => hostMatches(pattern, url.hostname));

  const visit = async ({ url, request }: Step) => {
    const cookie = jar.getCookieStringSync(url.href);
    const exchange = await doors.http.send(url.href, {
      ...request,
      headers: { accept: "text/html,*/*", ...request.headers, ...(cookie && { cookie }) },
    });
    for (const line of exchange.setCookies) jar.setCookieSync(line, url.href, { ignoreError: true });
    return exchange;
  };

  const browser = createOneBrowser();

  const afterForm = (page: string, url: URL, who: Credentials | undefined, tried: Set<string>): Next => {
    const form = fillForm(page, hub.login, who);
    if (form === undefined || form === "credentials") return { ended: "page" };
    // The sign-in page again after it was sent: these credentials are not taken.
    if (form.kind === "login" && tried.has("login")) return { ended: "refused" };
    tried.add(form.kind);
    const action = URL.parse(form.action || url.href, url);
    if (!action) return { ended: "page" };
    // a page that needs scripts: without them its form would write the password into an address, and into logs
    if (form.method !== "POST" && form.kind === "login") return { ended: "page" };
    if (form.method !== "POST") {
      action.search = form.body.toString();
      return { url: action, request: {} };
    }
    return {
      url: action,
      request: {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", origin: url.origin },
        body: form.body.toString(),
      },
    };
  };

  const after = (
    step: Step,
    exchange: Awaited<ReturnType<typeof visit>>,
    who: Credentials | undefined,
    tried: Set<string>,
  ): Next => {
    const { status, headers, text } = exchange;
    if (status === undefined) return { ended: "error" };
    if (status >= 400) return { ended: "refused" };
    if (status < 300) return afterForm(text, step.url, who, tried);
    const to = URL.parse(headers.location ?? "", step.url);
    if (!to || headers.location === undefined) return { ended: "error" };
    return { url: to, request: status === 307 || status === 308 ? step.request : {} };
  };

  /** `mayFill`: asked at the first form; where the answer is no, the walk gives up in favour of one that goes alone. */
  const go = async (
    [start, until, user, first = {}]: Parameters<SignIn["walk"]>,
    mayFill: () => boolean,
  ): Promise<Walked | typeof IN_THE_WAY> => {
    const who = user && { email: user.email, password: doors.secret(user.password) };
    const hops: Answer[] = [];
    const tried = new Set<string>();
    const arrived = (url: URL, ended: string): Walked => {
      taintUrl(url.href, doors.taint);
      return { landed: url, walk: { hops, landed: withoutSecrets(url), params: openParams(url), ended } };
    };
    let filling = false;
    let step: Step = { url: new URL(start), request: first };
    while (hops.length < MOST_HOPS) {
      const exchange = await visit(step);
      hops.push(exchange.seen);
      const next = after(step, exchange, who, tried);
      if (tried.size > 0 && !filling) {
        filling = mayFill();
        if (!filling) return IN_THE_WAY;
      }
      if ("ended" in next) return { landed: undefined, walk: { hops, ended: next.ended } };
      if (until(next.url)) return arrived(next.url, "arrived");
      if (!declared(next.url) || next.url.protocol !== "https:") return arrived(next.url, "left");
      step = next;
    }
    return { landed: undefined, walk: { hops, ended: "too many redirects" } };
  };
  const walk: SignIn["walk"] = async (...asked) => {
    const walked = await browser.beside(() => go(asked, browser.holdOff));
    if (walked !== IN_THE_WAY) return walked;
    return (await browser.alone(() => go(asked, () => true))) as Walked;
  };
  const sendAcross = async (url: string, request: Request, through = doors): Promise<Exchange> => {
    const cookie = jar.getCookieStringSync(url, { sameSiteContext: "none" });
    const exchange = await through.http.send(url, {
      ...request,
      headers: { ...request.headers, ...(cookie && { cookie }) },
    });
    for (const line of exchange.setCookies) jar.setCookieSync(line, url, { ignoreError: true });
    return exchange;
  };
  return { walk, sendAcross };
};
