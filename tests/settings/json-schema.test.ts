import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { spokesJsonSchema, spokesJsonSchemaText } from "../../core/spokes/json-schema.ts";
import { shippedText } from "./shipped.ts";
import { edited } from "./small-file.ts";

const ajv = new Ajv({ strict: false });
formats.default(ajv);
const validate = ajv.compile(spokesJsonSchema());

test("the published schema is the one that settings are read by: run `npm run docs`", () => {
  const published = readFileSync(new URL("../../schemas/spokes.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(published)).toEqual(JSON.parse(spokesJsonSchemaText()));
});

test("an editor finds the shipped file right, and sees common mistakes", () => {
  expect(validate(parse(shippedText()))).toBe(true);
  for (const text of [
    edited("kind: client", "kind: clinet"),
    edited("callback:", "calback:"),
    edited("env:GATES_CLIENT_SECRET", "hunter2"),
    edited("pilot: true", "pilot: yes"),
  ]) {
    expect(validate(parse(text))).toBe(false);
  }
});
