import { expect, test } from "vitest";
import { createTaint, plain } from "../../core/redact.ts";

const SECRET = 'Gr8&"sécret"/+ value';

const encoded: readonly (readonly [string, string])[] = [
  ["plain", SECRET],
  ["url", encodeURIComponent(SECRET)],
  ["form", new URLSearchParams({ a: SECRET }).toString()],
  ["double url", encodeURIComponent(encodeURIComponent(SECRET))],
  ["json", JSON.stringify({ a: SECRET })],
  ["hex", Buffer.from(SECRET).toString("hex")],
  ...["", "a", "ab", "client-id:"].flatMap((before) =>
    (["base64", "base64url"] as const).map(
      (how) => [`${how} after "${before}"`, Buffer.from(`${before}${SECRET}tail`).toString(how)] as const,
    ),
  ),
];

test.for(encoded)("a secret is found in its %s form", ([, text]) => {
  const taint = createTaint();
  expect(taint.scrub(text)).toBe(text);
  taint.taint(SECRET, "client secret");
  expect(taint.survivors(text)).toEqual(["client secret"]);
  const clean = taint.scrub(text);
  expect(clean).toContain("‹client secret›");
  expect(taint.survivors(clean)).toEqual([]);
});

test("scrubbed JSON is still JSON", () => {
  const taint = createTaint();
  taint.taint(SECRET, 'odd "label"\n');
  expect(JSON.parse(taint.scrub(JSON.stringify({ a: [SECRET], b: 1 })))).toEqual({
    a: ["‹odd _label__›"],
    b: 1,
  });
});

test("the parts of a token are needles of their own, its header is not", () => {
  const taint = createTaint();
  const [header, claims, signature] = ["eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiJhbGljZSJ9", "c2lnbmF0dXJl-part"];
  taint.taint(`${header}.${claims}.${signature}`, "id_token");
  expect(taint.scrub(`a ${claims} b ${signature} c`)).toBe("a ‹id_token› b ‹id_token› c");
  expect(taint.scrub(header)).toBe(header);
});

test("a token nobody announced is caught by its looks", () => {
  const taint = createTaint();
  const text = "before eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.AAAA after";
  expect(taint.survivors(text)).toEqual(["jwt"]);
  expect(taint.scrub(text)).toBe("before ‹jwt› after");
});

test("a short secret hits alone, never inside a word", () => {
  const taint = createTaint();
  taint.taint("test", "password");
  taint.taint("ab", "nothing");
  expect(taint.scrub('latest "test" testing ab')).toBe('latest "‹password›" testing ab');
});

test("thousands of secrets do not slow the pass over a large text", () => {
  const taint = createTaint();
  for (let i = 0; i < 500; i++) taint.taint(`secret-number-${i}-${(i * 7919).toString(36)}-padding`, "s");
  const text = "nothing to see here, move along. ".repeat(4000);
  const from = performance.now();
  expect(taint.scrub(text)).toBe(text);
  expect(performance.now() - from).toBeLessThan(200);
});

test("terminal text loses escapes, control and direction characters", () => {
  const esc = String.fromCodePoint(0x1b);
  const rlo = String.fromCodePoint(0x202e);
  expect(plain(`${esc}[31mred${esc}[0m ${esc}]0;title${String.fromCodePoint(7)}a${rlo}b\r\nc`)).toBe(
    "red ab\nc",
  );
});
