import { expect, test } from "vitest";
import { curlOf } from "../../core/curl.ts";
import type { WireRequest } from "../../core/doors.ts";
import { createTaint } from "../../core/redact.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { inRegistry, registry } from "../tenant/in-registry.ts";

const { host, tenants } = registry.spoke;
const [ACME, BETA] = [`${tenants.first.subdomain}.${host}`, `${tenants.second.subdomain}.${host}`];
const ask = (hosts: readonly string[], target = "/api/v1/packages"): WireRequest => ({
  target,
  headers: [...hosts.map((name) => ["Host", name] as const), ["Authorization", "Bearer of-nobody-at-all"]],
});

test("what is written goes over the wire: several hosts, none, an absolute target", () =>
  inRegistry(async ({ open }) => {
    const { http } = open();
    const statusOf = async (request: WireRequest) => (await http.wire(ACME, [request]))[0]?.status;
    expect(await statusOf(ask([ACME]))).toBe(401);
    expect(await statusOf(ask([ACME, BETA]))).toBe(400);
    expect(await statusOf(ask([]))).toBe(400);
    expect(await statusOf(ask([`nobody.${host}`]))).toBe(404);
    expect(await statusOf(ask([ACME], `https://nobody.${host}/api/v1/packages`))).toBe(404);
  }));

test("two requests on one connection are two answers", () =>
  inRegistry(async ({ open }) => {
    const seen = await open().http.wire(ACME, [ask([ACME]), ask([`nobody.${host}`]), ask([BETA])]);
    expect(seen.map(({ status }) => status)).toEqual([401, 404, 401]);
  }));

test("they are counted, kept and redacted like all others, and go to declared hosts only", () =>
  inRegistry(async ({ open }) => {
    const doors = open();
    const [one] = await doors.http.wire(ACME, [ask([ACME, BETA])]);
    expect(one?.seen.sent?.headers).toEqual({
      Host: `${ACME}\n${BETA}`,
      Authorization: "Bearer \u2039credentials\u203a",
    });
    expect(JSON.stringify(doors.har())).not.toContain("of-nobody-at-all");
    expect(doors.steadiness()).toEqual([{ host: ACME, requests: 1, dropped: {} }]);
    expect(one && curlOf(one.seen)).toBeUndefined();
    const [other] = await doors.http.wire("gates.example", [ask(["gates.example"])]);
    expect(other?.seen.error?.code).toBe("UNDECLARED_HOST");
    const spent = openDoors({
      reach: { ...doors.reach, requestsPerHost: 1 },
      env: {},
      taint: createTaint(),
      say: () => {},
    });
    const both = await spent.http.wire(ACME, [ask([ACME]), ask([ACME])]);
    expect(both.map(({ seen }) => seen.error?.code)).toEqual(["BUDGET_SPENT", "BUDGET_SPENT"]);
    await spent.close();
  }));

test("an absolute target is told as it was, by hand too", () =>
  inRegistry(async ({ open }) => {
    const target = `https://${BETA}/api/v1/packages`;
    const [one] = await open().http.wire(ACME, [ask([ACME], target)]);
    expect(one?.seen).toMatchObject({ url: `https://${ACME}/api/v1/packages`, sent: { target } });
    expect(one && curlOf(one.seen)).toContain(`--request-target '${target}'`);
  }));
