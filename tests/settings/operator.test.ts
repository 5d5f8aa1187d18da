import { expect, test } from "vitest";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import { edited } from "./small-file.ts";

const told = (text: string): string => {
  const loaded = loadSpokesFile(text, "spokes.yaml", {});
  return loaded.ok ? "" : tellErrors(loaded.errors);
};
const lines = (...all: string[]) => all.join("\n");
const OPERATOR = (inside: string) => `  operator: { ${inside} }\n  login: {`;

const MISTAKES: Record<string, [text: string, told: string]> = {
  "a rotation by a request and by a program": [
    edited(
      "  login: {",
      OPERATOR("bearer: env:GATES_OP, rotate_key: { url: https://auth.cargo.ac/r, command: [./r] }"),
    ),
    lines(
      "spokes.yaml:8:49  hub.operator.rotate_key",
      "  written:  url and command",
      "  expected: one of url (a request) and command (a program)",
    ),
  ],
  "a rotation by nothing": [
    edited("  login: {", OPERATOR("bearer: env:GATES_OP, rotate_key: { method: PUT }")),
    lines(
      "spokes.yaml:8:49  hub.operator.rotate_key",
      "  written:  neither url nor command",
      "  expected: one of url (a request) and command (a program)",
    ),
  ],
  "an operator's request without a token": [
    edited("  login: {", OPERATOR("rotate_key: { url: https://auth.cargo.ac/r }")),
    lines(
      "spokes.yaml:8:13  hub.operator",
      "  written:  requests without bearer",
      '  expected: the key "bearer": the operator\'s token, as env:NAME',
    ),
  ],
};

test.for(Object.entries(MISTAKES))("%s", ([, [text, expected]]) => {
  expect(told(text)).toBe(expected);
});

test("a program needs no token, and a request with one is right", () => {
  expect(told(edited("  login: {", OPERATOR("rotate_key: { command: [./rotate] }")))).toBe("");
  const request = "bearer: env:GATES_OP, rotate_key: { url: https://auth.cargo.ac/r }";
  expect(told(edited("  login: {", OPERATOR(request)))).toBe("");
});
