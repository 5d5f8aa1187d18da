import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tabTo, typeByKeyboard, useByKeyboard } from "../../probes/journeys/keyboard.ts";
import type { Watch } from "../../probes/journeys/watch.ts";
import { openBrowser } from "../reporters/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** What the page does counts as a request: nothing here needs a server. */
const used = async (body: string) => {
  const page = await browser.newPage();
  await page.setContent(body);
  const control = page.getByRole("button", { name: "Allow" });
  const marks = { at: 0 };
  await page.exposeFunction("went", () => {
    marks.at += 1;
  });
  const watch = { mark: () => marks.at } as Watch;
  const seen = [
    await tabTo(page, "field", page.locator("input")),
    await useByKeyboard(page, watch, "it", control),
  ];
  await page.close();
  return seen;
};

test("Tab finds fields and controls, Enter uses them", async () => {
  expect(await used(`<a href="#x">Help</a><input><button onclick="went()">Allow</button>`)).toEqual([
    { name: "field", reached: true, presses: 2 },
    { name: "it", reached: true, presses: 1, worked: true },
  ]);
});

test("a control out of the tab order, or deaf to Enter, is told, and used by a click all the same", async () => {
  const [, apart] = await used(
    `<input><a href="#x">Help</a><button tabindex="-1" onclick="went()">Allow</button>`,
  );
  expect(apart).toMatchObject({ reached: false, worked: false });
  expect(apart?.passed).toContain("a Help");
  const [, deaf] = await used(`<input><button onpointerup="went()">Allow</button>`);
  expect(deaf).toEqual({ name: "it", reached: true, presses: 1, worked: false });
});

test.each([
  ["a field is typed into, over what stood there", `<input value="old">`, { reached: true, typed: true }],
  ["a field that loses what is typed is told", `<input onkeydown="return false">`, { typed: false }],
  ["a field out of the tab order is told", `<input tabindex="-1">`, { reached: false }],
])("%s, and is filled in all the same", async (_, body, expected) => {
  const page = await browser.newPage();
  await page.setContent(body);
  const field = page.locator("input");
  expect(await typeByKeyboard(page, "field", field, "jo@cargo.test")).toMatchObject(expected);
  expect(await field.inputValue()).toBe("jo@cargo.test");
  await page.close();
});
