import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { z } from "zod";
import type { Readiness } from "../../core/verdict.ts";
import { GATES } from "../../core/verdict.ts";
import { readinessSchemaText, readinessShape, readinessText } from "../../reporters/readiness.ts";
import { samples } from "./sample-reports.ts";

const published = () =>
  JSON.parse(readFileSync(new URL("../../schemas/readiness.schema.json", import.meta.url), "utf8"));
const validate = (value: unknown) => {
  const valid = new Ajv2020({ strict: false }).compile(published());
  return valid(value) ? "valid" : valid.errors?.[0]?.instancePath;
};

test("the shape and the type say the same, in both directions", () => {
  type Shape = z.infer<typeof readinessShape>;
  // tsc holds it: neither assignment compiles when the two drift apart.
  const there = (one: Shape): Readiness => one;
  type Named = Omit<Shape["gates"][number], "name"> & { readonly name: string };
  const back = (one: Readiness): Omit<Shape, "gates"> & { readonly gates: readonly Named[] } => one;
  expect(back(there(readinessShape.parse(samples.go.readiness)))).toEqual(samples.go.readiness);
});

test("the published schema is the one that the shape gives: run `npm run docs`", () => {
  expect(published()).toEqual(JSON.parse(readinessSchemaText()));
});

test.for(Object.keys(samples) as (keyof typeof samples)[])(
  "%s: what is written satisfies the schema and loses nothing",
  (name) => {
    const { readiness } = samples[name];
    const written = JSON.parse(readinessText(readiness));
    expect(validate(written)).toBe("valid");
    expect(readinessShape.parse(written)).toEqual(written);
  },
);

const broken = (
  change: (readiness: { decision: unknown; gates: { name: unknown; status: unknown }[] }) => void,
) => {
  const copy = JSON.parse(readinessText(samples.go.readiness));
  change(copy);
  return validate(copy);
};

test("decisions, gate names and statuses are enumerated", () => {
  expect(
    broken((one) => {
      one.decision = "MAYBE";
    }),
  ).toBe("/decision");
  expect(
    broken((one) => {
      for (const gate of one.gates) gate.status = "fine";
    }),
  ).toBe("/gates/0/status");
  expect(
    broken((one) => {
      for (const gate of one.gates) gate.name = "Gate";
    }),
  ).toBe("/gates/0/name");
  const names = published().properties.gates.items.properties.name.enum;
  expect(names).toEqual(GATES.map(({ name }) => name));
});
