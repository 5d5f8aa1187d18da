import { createHash } from "node:crypto";
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

const RANDOM = "qL8zR2vXw7Kt0mBnY4cJ9dF3gH6sPaUe1iOoTxVb";
const HALF = RANDOM.length / 2;
test.for([
  ["the first half", RANDOM.slice(0, HALF)],
  ["the second half", RANDOM.slice(HALF)],
  ["without its end", RANDOM.slice(0, -3)],
  ["without its beginning", RANDOM.slice(4)],
  ["split over two headers", `{"x-a":"${RANDOM.slice(0, HALF)}","x-b":"${RANDOM.slice(HALF)}"}`],
])("a piece of a secret is taken out, and told as a piece: %s", ([, text]) => {
  const taint = createTaint();
  taint.taint(RANDOM, "code");
  const clean = taint.scrub(`before ${text} after`);
  expect(clean).toContain("‹part of code›");
  for (let at = 0; at + 8 <= RANDOM.length; at++) expect(clean).not.toContain(RANDOM.slice(at, at + 8));
  // It is not the secret: a value that came back cut must not look like the one that was sent.
  expect(clean).not.toContain("‹code›");
});

test("a long secret is recognised by any 23 characters of it", () => {
  const taint = createTaint();
  const long = createHash("sha512").update("long").digest("base64url");
  taint.taint(long, "token");
  for (let at = 0; at + 23 <= long.length; at += 5) {
    expect(taint.scrub(`.. ${long.slice(at, at + 23)} ..`), String(at)).toBe(".. ‹part of token› ..");
  }
});

test("words that stand in a secret stay where they stand for themselves", () => {
  const taint = createTaint();
  taint.taint("spoke-cargoworks-ai-client-secret-of-staging", "client secret");
  taint.taint("correct horse battery staple, all of it", "password");
  const text = "spoke-cargoworks-ai at api.cargoworks.ai, client-secret of staging, a correct horse";
  expect(taint.scrub(text)).toBe(text);
});
