import { expect, test } from "vitest";
import { createTaint } from "../../core/redact.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { spokeStateOf } from "../../probes/adapters/spoke-state.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { bench } from "../support/try-world.ts";

const { all } = await bench();
const subject = all.find(({ id }) => id === "cargoworks-ai") as ClientSubject;
const reach = { resolve: {}, ca: undefined, declared: [], timeoutMs: 100, requestsPerHost: 1, agent: "test" };
const doors = openDoors({ reach, env: {}, taint: createTaint(), say: () => {} });
const state = spokeStateOf(subject, doors);
const nothing = { localStorage: {}, sessionStorage: {}, cookies: {} };
const session = JSON.stringify({ access_token: "a.b.c", refresh_token: "r", user: {} });

test.each([
  ["local storage", { ...nothing, localStorage: { "sb-api-auth-token": session } }],
  ["session storage", { ...nothing, sessionStorage: { "sb-api-auth-token": session } }],
  [
    "a cookie, as base64",
    { ...nothing, cookies: { "sb-api-auth-token": `base64-${Buffer.from(session).toString("base64url")}` } },
  ],
  [
    "a cookie cut in two",
    {
      ...nothing,
      cookies: { "sb-api-auth-token.0": session.slice(0, 20), "sb-api-auth-token.1": session.slice(20) },
    },
  ],
])("a session is found in %s", (_, stored) => {
  expect(state.sessionIn(stored)).toEqual({ accessToken: "a.b.c", refreshToken: "r" });
});

test.each([
  ["nothing", nothing],
  ["a code verifier only", { ...nothing, localStorage: { "sb-api-auth-token-code-verifier": '"abc"' } }],
  ["a session that ended", { ...nothing, localStorage: { "sb-api-auth-token": "null" } }],
  ["rubbish", { ...nothing, localStorage: { "sb-api-auth-token": "{" } }],
])("%s is no session", (_, stored) => {
  expect(state.sessionIn(stored)).toBeUndefined();
});

test("only the backend's own logout ends the session", () => {
  const { url, auth_path } = subject.spoke.backend;
  expect(state.endsSession("POST", `${url}${auth_path}/logout?scope=global`)).toBe(true);
  expect(state.endsSession("OPTIONS", `${url}${auth_path}/logout`)).toBe(false);
  expect(state.endsSession("POST", subject.hub.endpoints.logout)).toBe(false);
});

test("without the admin key the users are not given, with what to give", async () => {
  await expect(state.usersWith("a@b.example")).rejects.toThrow(/set the environment variable/);
});

test("a generic backend says what it cannot tell instead of guessing", () => {
  const spoke = { ...subject.spoke, backend: { ...subject.spoke.backend, adapter: "generic" as const } };
  const generic = spokeStateOf({ ...subject, spoke }, doors);
  expect(generic.sessionIn({ ...nothing, localStorage: { "sb-api-auth-token": session } })).toBeUndefined();
  expect(() => generic.whoAmI("t")).toThrow(/attest/);
});
