import { expect, test } from "vitest";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import { edited, SMALL } from "./small-file.ts";

const told = (text: string): string => {
  const loaded = loadSpokesFile(text, "spokes.yaml");
  return loaded.ok ? "" : tellErrors(loaded.errors);
};

/** Stands in for a secret somebody pasted. */
const VALUE = "hunter2-Xq9";
const LONG = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4";

const PASTED: Record<string, string> = {
  "in place of the reference": edited("env:GATES_CLIENT_SECRET", VALUE),
  "as a number": edited("env:GATES_CLIENT_SECRET", "482910"),
  "as a key of the backend": edited(
    "url: https://api.cargoworks.ai\n",
    `url: https://api.cargoworks.ai\n      service_key: ${VALUE}\n`,
  ),
  "under a key that does not exist": edited("env:GATES_CLIENT_SECRET", `env:X\n      password: ${VALUE}`),
  "where the file is not YAML any more": edited("env:GATES_CLIENT_SECRET", `"${VALUE}`),
  "as an alias": edited("env:GATES_CLIENT_SECRET", `*${VALUE}`),
  "as a tag": edited("env:GATES_CLIENT_SECRET", `!${VALUE} x`),
  "behind an at sign": edited("env:GATES_CLIENT_SECRET", `@${VALUE}`),
  "as a list": edited("env:GATES_CLIENT_SECRET", `[${VALUE}]`),
  "as keys": edited("env:GATES_CLIENT_SECRET", `{ value: ${VALUE} }`),
  "in a URL": edited("app: https://cargoworks.ai\n", `app: https://me:${VALUE}@cargoworks.ai\n`),
  "in the wrong field, by its looks": edited("kind: client", `kind: ${LONG}`),
  "in a token's place": edited("version: 1", `version: sb_secret_${VALUE}`),
};

test.for(Object.entries(PASTED))("a secret is never repeated: %s", ([, text]) => {
  const answer = told(text);
  expect(answer).not.toBe("");
  for (const secret of [VALUE, LONG, "482910"]) expect(answer).not.toContain(secret);
});

test("a secret's place says what belongs there", () => {
  expect(told(edited("env:GATES_CLIENT_SECRET", VALUE))).toBe(
    [
      "spokes.yaml:28:15  spokes[0].client.secret",
      "  written:  (hidden)",
      "  expected: a secret reference such as env:CARGO_CLIENT_SECRET, never the secret itself",
    ].join("\n"),
  );
});

test("what is written cannot steer the terminal, and is cut", () => {
  const steering = told(edited("kind: client", 'kind: "cl\\e[2Jient\\u202e\\u0007"'));
  expect(steering).toContain('written:  "cl\\u{1b}[2Jient\\u{202e}\\u{7}"');
  const long = told(edited("kind: client", `kind: ${"no ".repeat(4000)}`));
  expect(long.length).toBeLessThan(400);
});

test("a file of 2 MB is refused by its size", () => {
  expect(told(`${SMALL}# ${"x".repeat(2 * 1024 * 1024)}\n`)).toBe(
    `spokes.yaml:1:1\n  written:  ${SMALL.length + 2 * 1024 * 1024 + 3} bytes\n  expected: at most 1048576 bytes`,
  );
});

test("a YAML bomb is refused where it begins to grow", () => {
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [i, name] of ["b", "c", "d", "e"].entries()) {
    const before = "abcd"[i];
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`);
  }
  expect(told(bomb.join("\n"))).toBe(
    "spokes.yaml:4:16\n  written:  an alias (*)\n  expected: at most 20 aliases in one file",
  );
});

test("aliases of parts that hold aliases are refused for what they are", () => {
  const inner = `b: &b [${Array.from({ length: 9 }, () => "*a").join(", ")}]`;
  expect(told(`a: &a x\n${inner}\nc: [*b, *b, *b]\n`)).toContain("fewer aliases (*)");
});

test("few aliases are fine", () => {
  const text = edited(
    "backend: { url: https://api.cargoworks.network }",
    "backend: { url: https://api.cargoworks.network, anon_key: &k env:K, service_key: *k }",
  );
  expect(told(text)).toBe("");
});

const ENDLESS: Record<string, string> = {
  "an alias inside its own anchor": "hub: &a\n  name: *a\n",
  "brackets without end": "[".repeat(200_000),
  "one key after another": Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join("\n"),
  "one key again and again": "a: 1\n".repeat(60_000),
  "a list of nothing": `spokes: [${"1,".repeat(100_000)}]`,
  "a key that is a list": "? [a]\n: 1\n",
  "a null byte": "\u0000",
  "the prototype": "__proto__: { version: 1 }\nconstructor: 1\n",
};

test.for(Object.entries(ENDLESS))("is told in bounded time and words: %s", ([, text]) => {
  const answer = told(text);
  expect(answer).not.toBe("");
  expect(answer.length).toBeLessThan(20_000);
});
