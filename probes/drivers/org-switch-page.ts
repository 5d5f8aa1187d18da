import type { Page, Response } from "@playwright/test";
import type { Answer } from "../../core/evidence/piece.ts";
import { type OrgSwitch, type PageStep, pageLogin } from "../../core/spokes/schema.ts";
import { filled, type Words } from "./hub-call.ts";
import { browserOf } from "./login-page.ts";
import { withoutSecrets } from "./open-url.ts";
import type { Switched, Switching } from "./org-switch.ts";
import { walkPage } from "./page-walk.ts";
import { credentialsOf } from "./second-factor.ts";

type OnPage = Extract<OrgSwitch, { driver: "page" }>;

const take = async (page: Page, step: PageStep, words: Words): Promise<unknown> => {
  const said = (text: string) => filled(text, words, (word) => word);
  if ("fill" in step) return page.getByLabel(said(step.fill), { exact: true }).first().fill(said(step.text));
  if ("select" in step) {
    return page.getByLabel(said(step.select), { exact: true }).first().selectOption(said(step.option));
  }
  const name = said(step.click);
  const button = page.getByRole("button", { name, exact: true });
  return button
    .or(page.getByRole("link", { name, exact: true }))
    .first()
    .click();
};

const inWords = (step: PageStep): string => Object.values(step).join(", ");

/** In a browser of its own, where the person signs in first if they are asked to. Never throws for what the page does. */
export const switchOnPage = async (how: OnPage, switching: Switching): Promise<Switched> => {
  const { doors, hub, user, words } = switching;
  const [browser, { openWindow }] = await Promise.all([browserOf(doors), import("../browser/launch.ts")]);
  const { context, close } = await openWindow(browser, doors.reach);
  const login = hub.login.driver === "page" ? hub.login : pageLogin.parse({ driver: "page" });
  const called = { ...words, org: how.labels[words.org] ?? words.org };
  const answer = (more: Partial<Answer>): Answer => ({
    method: "PAGE",
    url: how.url,
    seenAt: doors.now().toISOString(),
    ...more,
  });
  try {
    const who = credentialsOf(doors, user);
    await walkPage(context, { doors, hub, login, start: how.url, until: () => false, who });
    const page = await context.newPage();
    await page.goto(how.url);
    let answers: Response[] = [];
    page.on("response", (response) => {
      const type = response.request().resourceType();
      if (type === "document" || type === "fetch" || type === "xhr") answers.push(response);
    });
    for (const step of how.steps) {
      answers = [];
      try {
        await take(page, step, called);
        await page.waitForLoadState("networkidle");
      } catch {
        const message = `nothing there for the step "${inWords(step)}" on ${withoutSecrets(new URL(page.url()))}`;
        return { done: false, seen: answer({ error: { code: "STEP_FAILED", message } }) };
      }
    }
    const last = answers.find((one) => one.status() >= 400) ?? answers.at(-1);
    const status = last?.status() ?? 200;
    const url = last ? withoutSecrets(new URL(last.url())) : how.url;
    return { done: status < 400, seen: answer({ status, url }) };
  } finally {
    await close();
  }
};
