import type { Page } from "@playwright/test";
import { hostMatches } from "../../core/doors.ts";
import type { Hub } from "../../core/subject.ts";
import { taintUrl } from "../http/secrets.ts";

/** Sees a tab being sent away from the account home and the hub, and stops it there: nothing is asked of the other side. */
export interface Leaving {
  /** addresses the tab was sent to since the last `clear`, in order; may hold secrets: memory only */
  readonly to: () => readonly string[];
  readonly clear: () => void;
  /** documents that came to stand in the tab so far, and whether the newest asks for another by its headers */
  readonly documents: () => number;
  readonly refreshes: () => boolean;
}

/** Whether an address belongs to account home or hub. */
export const staysAt = ({ account_home, publicHost, backend_hosts }: Hub, url: URL): boolean =>
  url.protocol === "https:" &&
  (url.origin === account_home ||
    url.host === publicHost ||
    backend_hosts.some((pattern) => hostMatches(pattern, url.hostname)));

/**
 * Watches documents that the tab asks for, frames included. Playwright's own routes do not see redirects; the
 * browser's protocol does. A redirect to an address that browsers never follow (`data:`) is seen in the answer.
 */
export const watchLeaving = async (
  page: Page,
  stays: (url: URL) => boolean,
  taint: (value: string, label: string) => void,
): Promise<Leaving> => {
  let to: string[] = [];
  const note = (address: string) => {
    taintUrl(address, taint);
    if (to.at(-1) !== address) to.push(address);
  };
  const session = await page.context().newCDPSession(page);
  session.on("Fetch.requestPaused", ({ requestId, request }) => {
    const address = `${request.url}${request.urlFragment ?? ""}`;
    const url = URL.parse(address);
    const away = url !== null && !stays(url);
    if (away) note(address);
    const how = away
      ? session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" })
      : session.send("Fetch.continueRequest", { requestId });
    how.catch(() => undefined); // the page went away meanwhile
  });
  await session.send("Fetch.enable", { patterns: [{ resourceType: "Document", requestStage: "Request" }] });
  let documents = 0;
  let refreshes = false;
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) documents++;
  });
  page.on("response", (response) => {
    const status = response.status();
    if (!response.request().isNavigationRequest()) return;
    refreshes = response.headers().refresh !== undefined;
    if (status < 300 || status > 399) return;
    const url = URL.parse(response.headers().location ?? "", response.url());
    if (url && !["https:", "http:"].includes(url.protocol)) note(url.href);
  });
  return {
    to: () => to,
    clear: () => {
      to = [];
    },
    documents: () => documents,
    refreshes: () => refreshes,
  };
};
