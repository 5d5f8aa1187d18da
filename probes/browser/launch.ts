import { createHash, X509Certificate } from "node:crypto";
import { type Browser, type BrowserContext, chromium, firefox, webkit } from "@playwright/test";
import type { Reach } from "../../core/doors.ts";
import type { FoundBrowser } from "./find.ts";
import { type BrowserProxy, openProxy } from "./proxy.ts";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** base64 sha256 of each certificate's public key: what Chromium trusts by name of the key. */
export const spkiPins = (pem: string): string[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map((one) =>
    createHash("sha256")
      .update(new X509Certificate(one).publicKey.export({ type: "spki", format: "der" }))
      .digest("base64"),
  );

/**
 * Starts the browser. Extra authorities are trusted where the server sends them along (leaf, then CA): Chromium
 * takes no PEM on its command line. A server that sends its leaf alone under such an authority is not trusted here,
 * and the login then ends at the browser's certificate error: send the whole chain.
 */
export const launchBrowser = (
  found: Pick<FoundBrowser, "executablePath" | "env">,
  reach: Pick<Reach, "ca">,
): Promise<Browser> => {
  const pins = reach.ca === undefined ? [] : spkiPins(reach.ca);
  return chromium.launch({
    ...(found.executablePath !== undefined && { executablePath: found.executablePath }),
    ...(found.env && { env: { ...process.env, ...found.env } as Record<string, string> }),
    chromiumSandbox: false,
    args: [...FLAGS, ...(pins.length > 0 ? [`--ignore-certificate-errors-spki-list=${pins.join(",")}`] : [])],
    // Ctrl-C ends the run, which closes the browser: Playwright's own handler would end the process first
    handleSIGINT: false,
  });
};

/** Starts a browser of another engine. It can be given no further authority: see `openWindow`. */
export const launchPlain = (
  engine: "firefox" | "webkit",
  executablePath: string | undefined,
): Promise<Browser> =>
  (engine === "firefox" ? firefox : webkit).launch({
    ...(executablePath !== undefined && { executablePath }),
    handleSIGINT: false,
  });

/** A browser context with a proxy of its own: nothing in it reaches an undeclared host. */
export interface Window {
  readonly context: BrowserContext;
  readonly dialled: BrowserProxy["dialled"];
  readonly cut: BrowserProxy["cut"];
  readonly close: () => Promise<void>;
}

/**
 * Another engine than Chromium takes any certificate where the target has an authority of its own: certificates are
 * looked at elsewhere, and by the journeys in Chromium.
 */
export const openWindow = async (browser: Browser, reach: Reach): Promise<Window> => {
  const proxy = await openProxy(reach);
  const chrome = browser.browserType().name() === "chromium";
  const context = await browser.newContext({
    proxy: { server: proxy.server },
    viewport: { width: 1024, height: 720 },
    locale: "en-US",
    ...(!chrome && reach.ca !== undefined && { ignoreHTTPSErrors: true }),
    ...(chrome && {
      userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36 ${reach.agent}`,
    }),
  });
  context.setDefaultTimeout(reach.timeoutMs);
  return {
    context,
    dialled: proxy.dialled,
    cut: proxy.cut,
    close: async () => {
      await context.close().catch(() => undefined);
      proxy.close();
    },
  };
};
