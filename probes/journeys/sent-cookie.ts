import type { Page } from "@playwright/test";

/**
 * Which requests of a page carried a cookie, as the browser's own network stack tells it. Playwright's headers lack it
 * where the browser withheld the answer from the page, which is when it matters. Always false where the browser does
 * not speak the protocol.
 */
export const watchCookie = async (
  page: Page,
  name: string,
): Promise<{ readonly wentTo: (method: string, url: string) => boolean }> => {
  const urls = new Map<string, string>();
  const carried = new Set<string>();
  const session = await page
    .context()
    .newCDPSession(page)
    .catch(() => undefined);
  session?.on("Network.requestWillBeSent", ({ requestId, request }) => {
    urls.set(requestId, `${request.method} ${request.url}`);
  });
  session?.on("Network.requestWillBeSentExtraInfo", ({ requestId, associatedCookies }) => {
    if (
      associatedCookies.some(
        ({ cookie, blockedReasons }) => cookie.name === name && blockedReasons.length === 0,
      )
    )
      carried.add(requestId);
  });
  await session?.send("Network.enable").catch(() => undefined);
  return { wentTo: (method, url) => [...carried].some((id) => urls.get(id) === `${method} ${url}`) };
};
