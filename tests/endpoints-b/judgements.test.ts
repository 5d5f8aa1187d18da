import { expect, test } from "vitest";
import type { Judgement } from "../../core/check.ts";
import { bench } from "../support/try-world.ts";

const { all, toolbox } = await bench();
const pilot = all.find(({ id }) => id === "cargoworks-ai");

/** Asks one check about evidence that is written out here. */
const ask = (id: string, given: object): Judgement => {
  const check = toolbox.checks.find((one) => one.id === `endpoints/${id}`)?.value;
  if (!check) throw new Error(`no check ${id}`);
  return check.judge(given as never, pilot as never);
};

const clock = (offs: Readonly<Record<string, number>>) => ({
  clock: {
    hosts: {
      hosts: Object.entries(offs).map(([name, seconds]) => {
        const [host = "", from = "date"] = name.split(" ");
        const ours = Date.parse("2026-11-20T12:00:00Z");
        return {
          host,
          url: `https://${host}/`,
          from,
          ours: new Date(ours).toISOString(),
          theirs: new Date(ours + seconds * 1000).toISOString(),
        };
      }),
    },
  },
});

test("when every host disagrees alike, the clock here is wrong, and nobody else is blamed", () => {
  const said = ask(
    "clock-in-step",
    clock({ "auth.cargo.ac iat": 91, "cargoworks.ai": 90, "api.cargoworks.ai": 90 }),
  );
  expect(said).toMatchObject({ is: "unknown", because: expect.stringContaining("the clock here is wrong") });
});
test("one host that disagrees is its own fault", () => {
  const said = ask(
    "clock-in-step",
    clock({ "auth.cargo.ac iat": 1, "cargoworks.ai": -90, "api.cargoworks.ai": 0 }),
  );
  expect(said).toMatchObject({ is: "fail", at: "https://cargoworks.ai/ date" });
});
test("the date of an edge does not speak for the hub when a token does", () => {
  const said = ask(
    "clock-in-step",
    clock({ "auth.cargo.ac iat": 1, "auth.cargo.ac": 500, "cargoworks.ai": 0 }),
  );
  expect(said.is).toBe("pass");
});

const spoken = { host: "a.example", authorized: true, protocol: "TLSv1.3" };
const old = (error: object | undefined, protocol?: string) => ({
  tls: {
    hosts: { hosts: [spoken] },
    old: { looks: [{ host: "a.example", version: "TLSv1.1", error, protocol }] },
  },
});
test("a refusal by our own TLS library says nothing about the host", () => {
  expect(ask("tls-modern", old({ code: "ERR_SSL_NO_PROTOCOLS_AVAILABLE" })).is).toBe("unknown");
  expect(ask("tls-modern", old({ code: "ETIMEDOUT" })).is).toBe("unknown");
  expect(ask("tls-modern", old({ code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" })).is).toBe("pass");
  expect(ask("tls-modern", old(undefined, "TLSv1.1")).is).toBe("fail");
});

const samples = (ms: readonly number[], late_ms: number) => ({
  latency: { samples: { endpoints: [{ name: "token", url: "https://a.example/token", ms }], late_ms } },
});
const tenOf = (ms: number) => Array.from({ length: 10 }, () => ms);
test("a slow endpoint is slow only when this machine was not", () => {
  expect(ask("latency-within-budget", samples(tenOf(900), 5)).is).toBe("fail");
  expect(ask("latency-within-budget", samples(tenOf(900), 900)).is).toBe("unknown");
  expect(ask("latency-within-budget", samples(tenOf(20), 900)).is).toBe("pass");
  expect(ask("latency-within-budget", samples([1, 2, 3], 0)).is).toBe("unknown");
});

const ended = (status: number, headers: object, session: "stands" | "over") => ({
  logout: {
    own: {
      before: { ended: "arrived", params: { code: "‹code›" }, landed: "https://api.cargoworks.ai/" },
      answer: { url: "https://auth.cargo.ac/auth/v1/logout", status, headers },
      after: session === "stands" ? { params: { code: "‹code›" } } : { params: { error: "login_required" } },
    },
  },
});
const mine = {
  "access-control-allow-origin": "https://cargoworks.ai",
  "access-control-allow-credentials": "true",
};
test("a browser lets the app read the logout only with its own origin and with credentials", () => {
  expect(ask("logout-cors", ended(204, mine, "over")).is).toBe("pass");
  expect(ask("logout-cors", ended(204, { ...mine, "access-control-allow-origin": "*" }, "over")).is).toBe(
    "fail",
  );
  expect(
    ask("logout-cors", ended(204, { "access-control-allow-origin": "https://cargoworks.ai" }, "over")).is,
  ).toBe("fail");
  expect(ask("logout-cors", ended(401, mine, "stands")).is).toBe("fail");
});

test("an issuer that nobody approved is not unchanged, and how to approve it is said", () => {
  const check = toolbox.checks.find(({ id }) => id === "endpoints/issuer-unchanged-since-baseline")?.value;
  const issuer = "https://hubref.supabase.co/auth/v1";
  const given = { discovery: { effective: { status: 200, json: { issuer } } } };
  const about = (baseline?: object) => ({ target: { name: "staging", ...(baseline && { baseline }) } });
  const judged = (baseline?: object) => check?.judge(given as never, about(baseline) as never);
  expect(judged()).toMatchObject({ is: "unknown", resolvedBy: expect.stringContaining("baseline approve") });
  expect(judged({ issuer })?.is).toBe("pass");
  expect(judged({ issuer: `${issuer}/` })?.is).toBe("fail");
});

const plain = (answer: object) => ({
  http: { plain: { attempts: [{ name: "a.example", sent: "http://a.example/x?y=1", answer }] } },
});
const sentOn = (location: string) => plain({ status: 301, headers: { location } });
test.each<[string, object, string]>([
  ["hangs up", plain({ error: { code: "ECONNREFUSED" } }), "pass"],
  ["says that it wants TLS", plain({ status: 426 }), "pass"],
  ["leads to the same address", sentOn("https://a.example/x?y=1"), "pass"],
  ["leads there, with the port written out", sentOn("https://a.example:443/x?y=1"), "pass"],
  ["leads to the front page", sentOn("https://a.example/"), "fail"],
  ["leads to another host", sentOn("https://www.a.example/x?y=1"), "fail"],
  ["leads nowhere else", sentOn("/x?y=1"), "fail"],
  ["answers", plain({ status: 200 }), "fail"],
  ["is silent", plain({ error: { code: "ETIMEDOUT" } }), "unknown"],
  ["was not asked", plain({ error: { code: "NO_ROUTE", message: "no route" } }), "unknown"],
])("port 80 that %s", (_how, given, outcome) => {
  expect(ask("http-not-served", given).is).toBe(outcome);
});
