import { expect, test } from "vitest";
import { readArguments } from "../../scripts/verbs/arguments.ts";

const options = { trust: { type: "string" }, out: { type: "string" }, open: { type: "boolean" } } as const;

test.each([
  [["run", "--trust", "-abc"], { trust: "-abc" }],
  [["run", "--trust", "--abc"], { trust: "--abc" }],
  [["run", "--trust=-abc", "--out", "x"], { trust: "-abc", out: "x" }],
  [["run", "--open", "--trust", "abc"], { open: true, trust: "abc" }],
])("%j: a value may begin with a dash", (args, values) => {
  expect(readArguments(args, options)).toMatchObject({ values, words: ["run"] });
});

test("an option is never taken for the value of another", () => {
  expect(() => readArguments(["--trust", "--out", "x"], options)).toThrow(/--trust/);
});
