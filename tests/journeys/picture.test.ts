import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTaint } from "../../core/redact.ts";
import { pictureOf } from "../../probes/journeys/picture.ts";
import { openBrowser } from "../reporters/browser.ts";

const PASSWORD = "canary-pw-0c5e51a77d20";
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const taken = async (body: string, taint = createTaint()): Promise<boolean> => {
  const page = await browser.newPage();
  await page.setContent(body);
  const image = await pictureOf(page, (text) => taint.survivors(text).length > 0);
  await page.close();
  return image !== undefined;
};

test("a page that shows a secret is not pictured, whatever the secret is", async () => {
  const taint = createTaint();
  taint.taint(PASSWORD, "password");
  expect(await taken("<p>Signed in</p>", taint)).toBe(true);
  expect(await taken(`<p>Your password is ${PASSWORD}.</p>`, taint)).toBe(false);
  expect(await taken(`<p>${Buffer.from(PASSWORD).toString("base64")}</p>`, taint)).toBe(false);
  expect(await taken("<p>eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.AAAA</p>")).toBe(false);
});
