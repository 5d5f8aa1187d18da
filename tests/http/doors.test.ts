import { afterEach, expect, test } from "vitest";
import { NotGiven } from "../../core/doors.ts";
import { askedToWait } from "../../probes/http/retry-after.ts";
import { droppingHub } from "./dropping-hub.ts";
import { type Local, local } from "./local-server.ts";

const at = (time: string) => `Fri, 20 Nov 2026 ${time} GMT`;
const date = (until: string, theirs?: string) => ({
  "retry-after": at(until),
  ...(theirs !== undefined && { date: at(theirs) }),
});

const open: Local[] = [];
const start: typeof local = async (...how) => {
  const one = await local(...how);
  open.push(one);
  return one;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

test("the name stays in the Host header while another address is dialled", async () => {
  const { doors, asked } = await start((_request, response) => response.end("{}"));
  const { status, json } = await doors.http.send("http://hub.test/a?b=c");
  expect([status, json, asked]).toEqual([200, {}, ["GET http://hub.test/a?b=c"]]);
});

test("a host that is not declared is never dialled", async () => {
  const { doors, asked } = await start((_request, response) => response.end());
  const { seen } = await doors.http.send("http://elsewhere.test/");
  expect(seen.error?.code).toBe("UNDECLARED_HOST");
  expect(asked).toEqual([]);
});

test("an overridden host is not sought on the real network at another port", async () => {
  const { doors } = await start((_request, response) => response.end());
  expect((await doors.http.send("https://hub.test/")).seen.error?.code).toBe("NO_ROUTE");
});

test("a host that never answers is given up, and then left alone", async () => {
  const { doors, asked } = await start(() => {}, { timeoutMs: 60 });
  for (const code of ["ETIMEDOUT", "ETIMEDOUT", "ETIMEDOUT", "HOST_SILENT", "HOST_SILENT"]) {
    expect((await doors.http.send("http://hub.test/")).seen.error?.code).toBe(code);
  }
  expect(asked.length).toBe(3);
});

test("a body that never ends is cut by the time-out", async () => {
  const { doors } = await start((_request, response) => void response.write("x"), { timeoutMs: 60 });
  expect((await doors.http.send("http://hub.test/")).seen.error?.code).toBe("ETIMEDOUT");
});

test("a large body is kept to one MiB, and evidence of it to 64 KiB", async () => {
  const { doors } = await start((_request, response) => response.end("y".repeat(3_000_000)));
  const { text, seen } = await doors.http.send("http://hub.test/");
  expect([text.length, seen.body?.length]).toEqual([1024 * 1024, 64 * 1024]);
});

test("a refused connection is an observation", async () => {
  const { doors } = await start((_request, response) => response.end(), {
    resolve: { "hub.test:80": "127.0.0.1:1" },
  });
  expect((await doors.http.send("http://hub.test/")).seen.error?.code).toBe("ECONNREFUSED");
});

test("one run asks a host so many times and no more", async () => {
  const { doors, asked } = await start((_request, response) => response.end(), { requestsPerHost: 2 });
  const codes = [];
  for (let i = 0; i < 3; i++) codes.push((await doors.http.send("http://hub.test/")).seen.error?.code);
  expect(codes).toEqual([undefined, undefined, "BUDGET_SPENT"]);
  expect(asked.length).toBe(2);
});

test("Retry-After is honoured when it is short, and never waited for when it is long", async () => {
  let busy = true;
  const { doors, asked } = await start((request, response) => {
    const after = request.url === "/long" ? "3600" : "0";
    if (request.url === "/long" || busy) response.writeHead(429, { "retry-after": after });
    busy = false;
    response.end();
  });
  expect((await doors.http.send("http://hub.test/")).status).toBe(200);
  expect((await doors.http.send("http://hub.test/long")).status).toBe(429);
  expect(asked.length).toBe(3);
  // who asked for more than we wait is left alone, other places are not
  expect((await doors.http.send("http://hub.test/long")).seen.error?.code).toBe("ASKED_TO_WAIT");
  expect((await doors.http.send("http://hub.test/other")).status).toBe(200);
  expect(asked.length).toBe(4);
});

test("all who ask at one place wait together, and waiting is not counted as answering", async () => {
  let calls = 0;
  const { doors, asked } = await start(
    (_request, response) => {
      if (++calls === 1) response.writeHead(429, { "retry-after": "1" });
      response.end();
    },
    { timeoutMs: 3000 },
  );
  const first = await doors.http.send("http://hub.test/x");
  expect([first.status, asked.length]).toEqual([200, 2]);
  expect(first.seen.ms).toBeLessThan(900);
});

test.each<[string, number, Record<string, string>, number | undefined]>([
  ["seconds", 429, { "retry-after": "7" }, 7000],
  ["a date, by the other side's own clock", 503, date("12:00:10", "12:00:05"), 5000],
  ["a date, by ours where theirs is not told", 429, date("12:00:10"), 10_000],
  ["a date that is over", 429, date("11:59:00"), 0],
  ["nothing that can be read", 429, { "retry-after": "soon" }, undefined],
  ["nothing", 429, {}, undefined],
  ["seconds after a success", 200, { "retry-after": "7" }, undefined],
])("Retry-After with %s", (_what, status, headers, expected) => {
  expect(askedToWait({ status, headers }, Date.parse("2026-11-20T12:00:00Z"))).toBe(expected);
});

test("secrets that come and go leave neither in evidence nor in the archive", async () => {
  const access = "an-access-token-of-32-characters";
  const { doors, survivors } = await start((_request, response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "set-cookie": ["session=a-cookie-value-that-is-long; HttpOnly", "plain=1"],
      location: "https://spoke.test/callback?code=a-code-from-location&state=kept",
    });
    response.end(
      JSON.stringify({ access_token: access, error: "invalid_grant", code: "bad_jwt", echo: access }),
    );
  });
  const { seen, json } = await doors.http.send("http://hub.test/token?client_secret=in-the-query-1", {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from("client:s3cret-of-client").toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=authorization_code&code=a-code-in-the-body&code_verifier=a-verifier-in-the-body",
  });
  expect((json as { access_token: string }).access_token).toBe(access);
  const written = JSON.stringify(seen) + JSON.stringify(doors.har());
  for (const secret of [
    access,
    "a-cookie-value-that-is-long",
    "a-code-from-location",
    "in-the-query-1",
    "s3cret-of-client",
    Buffer.from("client:s3cret-of-client").toString("base64"),
    "a-code-in-the-body",
    "a-verifier-in-the-body",
  ]) {
    expect(written).not.toContain(secret);
  }
  expect(survivors(written)).toEqual([]);
  expect(seen.json).toEqual({
    access_token: "‹access_token›",
    error: "invalid_grant",
    code: "bad_jwt",
    echo: "‹access_token›",
  });
  expect(seen.headers?.["set-cookie"]).toBe("session=‹cookie›; HttpOnly\nplain=‹cookie›");
  expect(seen.headers?.location).toContain("state=kept");
});

test("a secret is named by reference and must be given", async () => {
  const { doors, survivors } = await start((_request, response) => response.end());
  expect(doors.secret("env:GATES_SECRET")).toBe("an environment secret");
  expect(survivors("an environment secret")).toEqual(["GATES_SECRET"]);
  expect(() => doors.secret("env:GATES_NOT_THERE")).toThrow(NotGiven);
});

test("an answer that is no JSON, or lies about it, is evidence too", async () => {
  const bodies = ["", "<html>", "[]", "null", "{", '"text"'];
  let next = 0;
  const { doors } = await start((_request, response) => response.end(bodies[next++]));
  const seen = [];
  for (const _ of bodies) seen.push((await doors.http.send("http://hub.test/")).seen.json);
  expect(seen).toEqual([undefined, undefined, [], null, undefined, "text"]);
});

test("a dropped connection of https is mended, and evidence says so", async () => {
  const { federation, doors } = await droppingHub(2);
  const { status, seen } = await doors.http.send("https://auth.cargo.ac/auth/v1/.well-known/jwks.json");
  expect([status, seen.dropped?.length]).toEqual([200, 2]);
  expect(doors.steadiness()).toEqual([
    { host: "auth.cargo.ac", requests: 3, dropped: { UND_ERR_SOCKET: 2 } },
  ]);
  await doors.close();
  await federation.close();
});

test("a host that drops every connection is given up, and is no flaky one", async () => {
  const { federation, doors } = await droppingHub(1000);
  const { seen } = await doors.http.send("https://auth.cargo.ac/auth/v1/.well-known/jwks.json");
  expect([seen.status, seen.error?.code]).toEqual([undefined, "UND_ERR_SOCKET"]);
  expect(doors.steadiness()).toMatchObject([{ requests: 6, dropped: {} }]);
  await doors.close();
  await federation.close();
});

test("evidence holds what is needed to repeat a request, and no secret", async () => {
  const { doors } = await start((_request, response) => response.end("{}"));
  const secret = "s3cret-of-the-client-0001";
  const { seen } = await doors.http.send("http://hub.test/token", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${Buffer.from(`spoke:${secret}`).toString("base64")}`,
      cookie: "cargo_session=abcdefghijklmnop",
    },
    body: "grant_type=refresh_token&refresh_token=r3fresh-0001-abcdef",
  });
  expect(seen.sent).toEqual({
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: "Basic spoke:‹client secret›",
      cookie: "‹cookie›",
    },
    body: "grant_type=refresh_token&refresh_token=‹refresh_token›",
  });
});
