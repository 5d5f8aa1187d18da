import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Check } from "../../core/check.ts";
import { givenTo, subject } from "./right.ts";

const folder = new URL("../../gates/claims/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (one) => one.endsWith(".check.ts") && !one.includes("home-") && !one.includes("tenant"),
);

test.each(files)("%s passes on what is right and never on silence", async (file) => {
  const check = ((await import(new URL(file, folder).href)) as { default: Check }).default;
  const judge = (change: object) => {
    const given = givenTo(check.needs, change as Record<string, unknown>);
    const control = check.control?.judge(
      givenTo(check.control.needs, change as never) as never,
      subject as never,
    );
    return control && control.is !== "pass" ? control.is : check.judge(given as never, subject as never).is;
  };
  expect(judge({})).toBe("pass");
  for (const name of check.needs) {
    for (const silence of [{}, { surfaces: {} }, { phases: {} }, { surfaces: { spoke_session: {} } }]) {
      expect(judge({ [name]: silence }), `${name} ${JSON.stringify(silence)}`).not.toBe("pass");
    }
  }
});
