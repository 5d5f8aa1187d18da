import { expect, test } from "vitest";
import type { Check, Control, Judgement } from "../../core/check.ts";
import implicit from "../../gates/endpoints/authorize/authorize-implicit-refused.check.ts";
import {
  reachedPage,
  refusedWithoutCode,
  refusedWithoutRedirect,
} from "../../gates/endpoints/authorize/walks.ts";
import { noTokens } from "../../gates/endpoints/token/grants.ts";
import clientAuthStandard from "../../gates/endpoints/token/token-client-auth-error-standard.check.ts";
import clientAuth from "../../gates/endpoints/token/token-client-auth-required.check.ts";
import bound from "../../gates/endpoints/token/token-code-bound-to-client.check.ts";
import concurrent from "../../gates/endpoints/token/token-concurrent-exchange.check.ts";
import pkce from "../../gates/endpoints/token/token-pkce-verified.check.ts";

const json = (status: number, body: object) => ({
  status,
  headers: { "content-type": "application/json" },
  json: body,
});
const tokens = json(200, { access_token: "‹access_token›" });
const invalidGrant = json(400, { error: "invalid_grant" });
/** as Supabase Auth answers every failed client authentication */
const oddly = json(400, { code: 400, error_code: "invalid_credentials", msg: "Invalid client credentials" });

const subject = {
  hub: { endpoints: { token: "https://auth.test/token" } },
  spoke: { client: { auth_method: "client_secret_basic" } },
};
const ask = (check: Check | Control, given: object): Judgement =>
  check.judge(given as never, subject as never);
const named = (name: string, answer: object) => ({ name, answer });

test.each([
  ["a standard error", invalidGrant, "pass"],
  ["an error without a name", oddly, "pass"],
  ["no such method", { status: 405 }, "pass"],
  ["an error with status 200", json(200, { error: "bad_verification_code" }), "pass"],
  ["tokens", tokens, "fail"],
  ["an id_token alone, created", json(201, { id_token: "‹id_token›" }), "fail"],
  ["a page with status 200", { status: 200, body: "<html>" }, "unknown"],
  ["a broken server", { status: 500 }, "unknown"],
  ["too many requests", { status: 429 }, "unknown"],
  ["a redirect", { status: 302 }, "unknown"],
  ["a dropped connection", { error: { code: "ECONNRESET" } }, "unknown"],
  ["nothing", undefined, "unknown"],
])("no tokens: %s", (_what, answer, outcome) => {
  expect(noTokens("a request", answer, "a refusal").is).toBe(outcome);
});

test("a refusal counts by what does not come back; its shape is the advisory row's", () => {
  const attempts = [named("no-secret", oddly), named("wrong-secret", oddly)];
  const given = {
    token: { client_auth: { control: tokens, attempts }, auth_style: { attempts: [named("both", oddly)] } },
  };
  expect(ask(clientAuth, given).is).toBe("pass");
  expect(ask(clientAuthStandard, given)).toMatchObject({
    is: "fail",
    expected: expect.stringContaining("401"),
  });
});

const walked = (params: Record<string, string>) => ({
  ended: "arrived",
  landed: "https://api.test/callback",
  params,
});
test.each([
  ["an error at the redirect URI", walked({ error: "invalid_request" }), "pass"],
  ["an error page", { ended: "refused", hops: [{ status: 400 }] }, "pass"],
  ["a code", walked({ code: "‹code›" }), "fail"],
  ["a token beside an error", walked({ error: "x", access_token: "‹access_token›" }), "fail"],
  ["a page, nobody being signed in", { ended: "page", hops: [{ status: 302 }, { status: 200 }] }, "unknown"],
  ["a broken hub", { ended: "refused", hops: [{ status: 503 }] }, "unknown"],
  ["the sign-in page again", { ended: "refused", hops: [{ status: 302 }, { status: 200 }] }, "unknown"],
  ["nothing", undefined, "unknown"],
])("no code: %s", (_what, walk, outcome) => {
  expect(refusedWithoutCode({ name: "absent", walk }).is).toBe(outcome);
});

const signInPage = { status: 200, body: `<form method="post"><input name="p" TYPE = 'password'></form>` };

test("a hub that shows its sign-in page at the endpoint itself has taken the request", () => {
  expect(reachedPage({ ended: "page", hops: [signInPage] })).toBe(true);
  expect(reachedPage({ ended: "page", hops: [{ status: 200, body: "<p>password</p>" }] })).toBe(false);
  expect(reachedPage({ ended: "page", hops: [{ status: 302 }, { status: 200, body: "" }] })).toBe(true);
});

const sent = "https://api.test/callback/";
test.each([
  ["an error page", { ended: "refused", hops: [{ status: 400 }] }, "pass"],
  ["the address itself", { ended: "arrived", landed: `${sent}?code=x`, params: { code: "‹code›" } }, "fail"],
  ["the address itself, with nothing", { ended: "left", landed: sent }, "fail"],
  [
    "an answer to another address",
    { ended: "arrived", landed: "https://b.test/?error=x", params: { error: "x" } },
    "fail",
  ],
  [
    "a third place, with nothing",
    { ended: "left", landed: "https://www.hub.test/sorry", params: { why: "x" } },
    "unknown",
  ],
  ["a page, which may lead on", { ended: "page", hops: [{ status: 302 }, { status: 200 }] }, "unknown"],
  [
    "a page of the endpoint itself",
    { ended: "page", hops: [{ status: 200, body: "<h1>Wrong</h1>" }] },
    "pass",
  ],
  ["a sign-in page of the endpoint itself", { ended: "page", hops: [signInPage] }, "unknown"],
  ["a broken hub", { ended: "refused", hops: [{ status: 500 }] }, "unknown"],
])("a near miss of the redirect URI ends at %s", (_where, walk, outcome) => {
  expect(refusedWithoutRedirect({ name: "trailing-slash", sent, walk }).is).toBe(outcome);
});

test("the row about implicit looks at what asked for tokens, and at nothing when nothing was asked", () => {
  const missing = { name: "missing", walk: walked({ code: "‹code›" }) };
  const token = { name: "token", walk: walked({ error: "unsupported_response_type" }) };
  const judged = (attempts: object[]) => ask(implicit, { authorize: { response_types: { attempts } } }).is;
  expect(judged([missing, token])).toBe("pass");
  expect(judged([missing])).toBe("unknown");
});

test("a verifier for a code without challenge: no such code is as good as a refusal, tokens are not", () => {
  const name = "verifier-without-challenge";
  const judged = (attempt: object) => ask(pkce, { token: { pkce: { attempts: [{ name, ...attempt }] } } }).is;
  expect(judged({ walk: walked({ error: "invalid_request" }) })).toBe("pass");
  expect(judged({ walk: walked({ code: "‹code›" }), answer: invalidGrant })).toBe("pass");
  expect(judged({ walk: walked({ code: "‹code›" }), answer: tokens })).toBe("fail");
  expect(judged({ walk: walked({ code: "‹code›" }) })).toBe("fail");
});

test("a second client counts only when the hub is seen to know it", () => {
  const door = bound.control as Control;
  const opened = (known: object, stranger: object) =>
    ask(door, {
      token: {
        client_auth: { control: tokens },
        other_client: { client: "b", answer: invalidGrant, known, stranger },
      },
    }).is;
  expect(opened(invalidGrant, oddly)).toBe("pass");
  expect(opened(invalidGrant, json(401, { error: "invalid_client" }))).toBe("pass");
  expect(opened(invalidGrant, invalidGrant)).toBe("unknown");
  expect(opened(oddly, oddly)).toBe("unknown");
  expect(opened({ error: { code: "ETIMEDOUT" } }, oddly)).toBe("unknown");
});

test("of simultaneous exchanges one may win", () => {
  const judged = (...answers: object[]) =>
    ask(concurrent, {
      token: {
        replay: { second: invalidGrant },
        concurrent: { attempts: answers.map((answer, at) => named(`exchange ${at}`, answer)) },
      },
    }).is;
  expect(judged(tokens, invalidGrant, invalidGrant)).toBe("pass");
  expect(judged(tokens, invalidGrant, tokens)).toBe("fail");
  expect(judged(tokens, invalidGrant, { status: 500 })).toBe("unknown");
  expect(judged(tokens)).toBe("unknown");
});
