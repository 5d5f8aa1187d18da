import type { Locator, Page } from "@playwright/test";
import { NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { HeartbeatFooter } from "../../core/spokes/heartbeat-schema.ts";
import { defineJourney } from "./journey.ts";
import { ask, isShown, until, visit } from "./page.ts";

type Shown = NonNullable<Evidence["heartbeat.footer"]["connected"]>;

const locate = (page: Page, { find }: HeartbeatFooter): Locator => {
  if ("test_id" in find) return page.getByTestId(find.test_id).first();
  if ("label" in find) return page.getByLabel(find.label, { exact: true }).first();
  return page
    .getByRole(find.role, { ...(find.name !== undefined && { name: find.name, exact: true }) })
    .first();
};

const LONGEST_TEXT = 300;
/** How long a footer may take to say what the page has learned. */
const SETTLES_MS = 5000;

const read = async (footer: Locator, now: () => Date): Promise<Shown> => {
  if (!(await isShown(footer))) return { found: false, at: now().toISOString() };
  const { text, time } = await ask(
    footer.evaluate((element) => ({
      // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
      text: element instanceof HTMLElement ? element.innerText : (element.textContent ?? ""),
      time: (element.matches("[datetime]") ? element : element.querySelector("[datetime]"))?.getAttribute(
        "datetime",
      ),
    })),
    { text: "", time: undefined },
  );
  const told = text.replace(/\s+/g, " ").slice(0, LONGEST_TEXT);
  return { found: true, text: told, ...(time && { time }), at: now().toISOString() };
};

/**
 * Reads the footer while everything works. Then the network of this browser is taken away and its clock moved on, as
 * if twice the longest age had passed without a heartbeat: a footer that still says "live" says so whatever happens.
 */
export default defineJourney({
  title: "reads the heartbeat in the footer, with the hub and without",
  kinds: ["hub"],
  produces: ["heartbeat.footer"],
  access: ["public"],
  walk: async ({ open, subject, doors, saw, shot }) => {
    const { footer, max_age_seconds = 0 } = subject.hub.heartbeat ?? {};
    if (!footer) {
      throw new NotGiven(
        "spokes.yaml does not say which page shows the heartbeat",
        "hub.heartbeat.footer in spokes.yaml, or an attestation of who looked",
      );
    }
    const { timeoutMs } = doors.reach;
    const patience = Math.min(timeoutMs, SETTLES_MS);
    const session = await open();
    const page = await session.context.newPage();
    await page.clock.install();
    const opened = await visit(page, footer.url, timeoutMs);
    const at = { page: footer.url, ...opened };
    const place = locate(page, footer);
    const says = async (live: boolean) => {
      const { found, text = "" } = await read(place, doors.now);
      return live
        ? found === true && text.includes(footer.live)
        : found !== true || !text.includes(footer.live);
    };
    await until(() => says(true), patience);
    const connected = await read(place, doors.now);
    await shot(page, "heartbeat-footer", "The footer with the heartbeat");
    session.cut();
    const seconds = max_age_seconds * 2;
    await page.clock.fastForward(seconds * 1000);
    await until(() => says(false), patience);
    const cut = { ...(await read(place, doors.now)), seconds };
    await shot(page, "heartbeat-footer-cut", `The footer after ${seconds} s without a network`);
    saw("heartbeat.footer", { ...at, connected, cut });
  },
});
