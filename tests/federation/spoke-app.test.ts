import { expect, test } from "vitest";
import { file, pilot, secret } from "./hub-support.ts";
import { visit } from "./spoke-support.ts";

test("the app's page names no host but its own, its backend's and the hub's, and no secret", async () => {
  await using there = await visit();
  const page = await there.visitor.send(`${pilot.app}/`);
  expect(page.status).toBe(200);
  const script = await there.visitor.send(`${pilot.app}/assets/page.js`);
  const hosts = [...`${page.text} ${script.text}`.matchAll(/https?:\/\/[^/"'\s\\]+/g)].map(([host]) => host);
  const own = [pilot.app, pilot.backend.url, new URL(file.hub.public_url).origin];
  expect(hosts.filter((host) => !own.includes(host))).toEqual([]);
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(`${page.text} ${script.text}`).not.toMatch(/signInWithPassword|signUp|type="?password/);
  for (const ref of [pilot.client.secret, pilot.backend.service_key ?? "none"])
    expect(page.text).not.toContain(secret(ref));
});

test.each(["/auth/callback", "/auth/silent", "/nobody-made-this"])("%s is not there", async (path) => {
  await using there = await visit();
  expect((await there.visitor.send(`${pilot.app}${path}?code=x&state=y`)).status).toBe(404);
});

test("the page loads the client library that spokes use, as it was published", async () => {
  await using there = await visit();
  const library = await there.visitor.send(`${pilot.app}/assets/supabase.js`);
  expect(library.text).toContain("signInWithOAuth");
});
