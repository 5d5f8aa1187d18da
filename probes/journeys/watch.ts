import type { BrowserContext, Page, Request } from "@playwright/test";
import type { Hop } from "../../core/evidence/browser.ts";
import { taintUrl } from "../http/secrets.ts";
import { cleanUrl } from "./clean.ts";

/** One request, with its secrets still in it: lives in memory only. */
export interface Raw {
  readonly request: Request;
  readonly url: string;
  readonly method: string;
  readonly hop: Hop;
}

/** Sees every request of every tab of a context, redirects, frames and workers of pages included. */
export interface Watch {
  /** a place in time: what comes later is `since` it */
  readonly mark: () => number;
  readonly since: (mark: number) => readonly Raw[];
  readonly hops: (mark: number) => Hop[];
  /** requests that have neither ended nor failed; a stream or long poll stops counting after a while */
  readonly pending: () => number;
  /** when the last request began or ended, in milliseconds of performance.now() */
  readonly lastMove: () => number;
  readonly tabs: () => number;
}

/** A page that keeps a request open longer than this listens; it does not load. */
const STREAM_MS = 1500;

/** Loose until the end: status and failure are written when they come. */
type Draft = { -readonly [K in keyof Hop]: Hop[K] };

export const watchContext = (
  context: BrowserContext,
  taint: (value: string, label: string) => void,
): Watch => {
  const seen: Raw[] = [];
  const drafts = new Map<Request, Draft>();
  const open = new Map<Request, number>();
  const tabs: Page[] = [];
  let moved = performance.now();

  const frameOf = (request: Request) => {
    try {
      const frame = request.frame();
      return {
        frame: frame.parentFrame() ? ("child" as const) : ("main" as const),
        tab: tabs.indexOf(frame.page()),
      };
    } catch {
      return {}; // a service worker's request, or a navigation whose page is not there yet
    }
  };
  const settle = (request: Request) => {
    open.delete(request);
    moved = performance.now();
  };
  context.on("page", (page) => {
    tabs.push(page);
    page.on("websocket", (socket) => {
      const url = socket.url();
      seen.push({
        request: {} as Request,
        url,
        method: "GET",
        hop: { method: "GET", url: cleanUrl(url), kind: "websocket" },
      });
    });
  });
  context.on("request", (request) => {
    const url = request.url();
    if (url.startsWith("data:") || url.startsWith("blob:")) return;
    taintUrl(url, taint);
    const { referer } = request.headers();
    const { frame, tab } = frameOf(request);
    const hop: Draft = {
      method: request.method(),
      url: cleanUrl(url),
      kind: request.resourceType(),
      navigation: request.isNavigationRequest(),
      redirected: request.redirectedFrom() !== null,
      ...(frame && { frame }),
      ...(tab !== undefined && tab >= 0 && { tab }),
      ...(referer !== undefined && { referer: cleanUrl(referer) }),
    };
    drafts.set(request, hop);
    moved = performance.now();
    open.set(request, moved);
    seen.push({ request, url, method: request.method(), hop });
  });
  context.on("response", (response) => {
    const hop = drafts.get(response.request());
    if (hop) hop.status = response.status();
  });
  context.on("requestfinished", settle);
  context.on("requestfailed", (request) => {
    const hop = drafts.get(request);
    if (hop) hop.failed = request.failure()?.errorText ?? "failed";
    settle(request);
  });
  return {
    mark: () => seen.length,
    since: (mark) => seen.slice(mark),
    hops: (mark) => seen.slice(mark).map(({ hop }) => ({ ...hop })),
    pending: () => {
      const now = performance.now();
      return [...open].filter(([request, from]) => request.isNavigationRequest() || now - from < STREAM_MS)
        .length;
    },
    lastMove: () => moved,
    tabs: () => tabs.length,
  };
};
