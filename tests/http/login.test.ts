import { expect, test } from "vitest";
import type { TestUser } from "../../core/contract.ts";
import type { Doors } from "../../core/doors.ts";
import type { Hub } from "../../core/subject.ts";
import { fillForm } from "../../probes/drivers/form.ts";
import { walkOverHttp } from "../../probes/drivers/login-http.ts";
import { nearMisses } from "../../probes/endpoints/near-misses.ts";

const http = { driver: "http" as const, fields: { email: "email", password: "password" } };
const who = { email: "alice@gates.test", password: "s3cret!" };

test("a login form keeps its hidden fields and takes the declared ones", () => {
  const page = `<form action="/in" method="post"><input type="hidden" name="csrf" value="a&amp;b">
    <input name="email"><input type="password" name="password"><button name="go" value="1">Sign in</button></form>`;
  const form = fillForm(page, http, who);
  expect(form).toMatchObject({ kind: "login", action: "/in", method: "POST" });
  expect(Object.fromEntries((form as { body: URLSearchParams }).body)).toEqual({
    csrf: "a&b",
    email: who.email,
    password: who.password,
    go: "1",
  });
});

test("fields under other names are found by their type", () => {
  const page = `<form><input name="login"><input type="password" name="pw"><input type="submit" name="s" value="Go"></form>`;
  const form = fillForm(page, http, who) as { body: URLSearchParams };
  expect(Object.fromEntries(form.body)).toEqual({ login: who.email, pw: who.password, s: "Go" });
});

test("a password is never sent for nobody", () => {
  expect(fillForm(`<form><input type="password" name="p"></form>`, http, undefined)).toBe("credentials");
});

test("consent presses the declared button, else the first that does not refuse", () => {
  const page = `<form method="post"><button name="d" value="deny">Deny</button><button name="d" value="maybe">More</button>
    <button name="d" value="allow">Allow</button></form>`;
  const pressed = (login: Parameters<typeof fillForm>[1]) =>
    (fillForm(page, login, who) as { body: URLSearchParams }).body.get("d");
  expect(pressed(http)).toBe("maybe");
  expect(pressed({ ...http, consent: { name: "d", value: "allow" } })).toBe("allow");
});

test("a page that only offers the way back is not pressed", () => {
  expect(
    fillForm(`<form method="post"><button name="d" value="deny">Back</button></form>`, http, who),
  ).toBeUndefined();
});

test("no near miss is the registered redirect URI, and all differ", () => {
  const registered = "https://api.cargoworks.ai/auth/v1/callback";
  const uris = nearMisses(registered).map(({ uri }) => uri);
  expect(uris).not.toContain(registered);
  expect(new Set(uris).size).toBe(uris.length);
  expect(uris.length).toBeGreaterThanOrEqual(30);
});

test("a form without a method is left alone: it would write the password into an address", async () => {
  const asked: string[] = [];
  const page = `<form><input name="email"><input type="password" name="password"><button>Sign in</button></form>`;
  const doors = {
    reach: { declared: ["login.test"] },
    secret: () => who.password,
    http: {
      send: async (url: string) => {
        asked.push(url);
        return { status: 200, headers: {}, setCookies: [], text: page, seen: { url } };
      },
    },
  } as unknown as Doors;
  const { walk } = walkOverHttp(doors, { login: http } as unknown as Hub);
  const walked = await walk("https://login.test/consent", () => false, who as unknown as TestUser);
  expect(walked.walk.ended).toBe("page");
  expect(asked).toEqual(["https://login.test/consent"]);
});
