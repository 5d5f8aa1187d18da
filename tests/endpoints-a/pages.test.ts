import { expect, test } from "vitest";
import type { Check, Judgement } from "../../core/check.ts";
import framing from "../../gates/endpoints/authorize/authorize-no-framing.check.ts";
import referrer from "../../gates/endpoints/authorize/authorize-referrer-policy.check.ts";

const subject = { hub: { account_home: "https://one.test", publicHost: "auth.test" } };
const onPage = (check: Check, headers: object, body = ""): Judgement["is"] => {
  const page = {
    status: 200,
    url: "https://one.test/login?interaction=1",
    headers: { "content-type": "text/html; charset=utf-8", ...headers },
    body,
  };
  const walk = { hops: [{ status: 302, url: "https://auth.test/authorize" }, page], ended: "page" };
  return check.judge({ authorize: { signin: { walk } } } as never, subject as never).is;
};
const csp = (value: string) => ({ "content-security-policy": value });
const xfo = (value: string) => ({ "x-frame-options": value });

test.each([
  ["frame-ancestors 'none'", csp("default-src 'self'; frame-ancestors 'none'"), "pass"],
  ["the hub's own pages may frame it", csp("Frame-Ancestors 'self' https://auth.test"), "pass"],
  ["an empty list of ancestors is none", csp("frame-ancestors"), "pass"],
  ["one of two policies is enough", csp("default-src *, frame-ancestors 'none'"), "pass"],
  ["X-Frame-Options alone", xfo("sameorigin"), "pass"],
  ["anybody", csp("frame-ancestors *"), "fail"],
  ["one foreign site", csp("frame-ancestors 'self' https://else.test"), "fail"],
  ["frame-ancestors stands above X-Frame-Options", { ...csp("frame-ancestors *"), ...xfo("DENY") }, "fail"],
  ["ALLOW-FROM is known to no browser", xfo("ALLOW-FROM https://one.test"), "fail"],
  ["another directive only", csp("frame-src 'none'"), "fail"],
  ["nothing", {}, "fail"],
])("framing: %s", (_what, headers, outcome) => {
  expect(onPage(framing, headers)).toBe(outcome);
});

const policy = (value: string) => ({ "referrer-policy": value });
test.each([
  ["no-referrer", policy("no-referrer"), "", "pass"],
  ["the last one that is known", policy("unsafe-url, strict-origin, brand-new"), "", "pass"],
  ["an element of the page", {}, `<meta name="referrer" content="no-referrer">`, "pass"],
  [
    "an element that opens what the header shuts",
    policy("no-referrer"),
    `<meta name=referrer content=unsafe-url>`,
    "fail",
  ],
  ["the whole address", policy("no-referrer-when-downgrade"), "", "fail"],
  ["nothing", {}, "", "fail"],
])("referrer: %s", (_what, headers, body, outcome) => {
  expect(onPage(referrer, headers, body)).toBe(outcome);
});

test("a sign-in that showed no page proves nothing", () => {
  for (const check of [framing, referrer]) {
    const walk = { hops: [{ status: 503 }], ended: "refused" };
    expect(check.judge({ authorize: { signin: { walk } } } as never, subject as never).is).toBe("unknown");
  }
});
