import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NAMED_ON_PURPOSE, vendorWords } from "./adapters.ts";
import type { SourceFile } from "./rooms.ts";

const root = join(import.meta.dirname, "../..");
const sources: SourceFile[] = globSync("{probes,gates,reporters}/**/*.ts", { cwd: root }).map((path) => ({
  path,
  text: readFileSync(join(root, path), "utf8"),
}));

test("what only one backend has stands in its adapter and nowhere else", () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(vendorWords(sources)).toEqual([]);
});

test.each([
  ["probes/claims/a.probe.ts", 'doors.http.send(auth + "/user")'],
  ["probes/claims/a.probe.ts", 'const path = "/admin/users";'],
  ["probes/claims/a.probe.ts", "headers: { apikey: key }"],
  ["probes/claims/a.probe.ts", "post(auth + `/token?grant_type=pkce`)"],
  ["probes/claims/a.probe.ts", '{ grant_type: "pkce" }'],
  ["probes/endpoints/a.probe.ts", 'send(backend.url + "/health")'],
  ["probes/journeys/a.ts", 'const KEY = "sb-ref-auth-token";'],
  ["probes/adapters/a.probe.ts", 'if (backend.vendor === "supabase") return;'],
  ["probes/adapters/generic/state.ts", 'import { methodsOf } from "../supabase-auth/methods.ts"'],
  ["gates/provider/settings/a.check.ts", "needs: [], judge: ({ user }) => same(user.app_metadata, 1)"],
  ["gates/provider/settings/a.check.ts", 'at: "/auth/v1/settings"'],
  ["reporters/html/a.ts", "html`<p>Open the Supabase dashboard</p>`"],
  ["probes/http/har.ts", "const { user_metadata } = user;"],
])("a planted violation is found: %s, %s", (path, text) => {
  expect(vendorWords([{ path, text }])).not.toEqual([]);
});

test.each([
  ["probes/adapters/supabase-auth/a.ts", 'send(auth + "/admin/users")'],
  ["gates/provider/app/a.check.ts", 'remedy: "Spoke: await supabase.auth.signOut(), on every page.",'],
  ["probes/claims/a.ts", "/** Supabase Auth calls it the reuse interval */"],
  ["probes/adapters/port.ts", 'import { supabaseAuthState } from "./supabase-auth/state.ts";'],
  ["probes/oauth/a.ts", "const { userinfo, jwks_uri, access_token } = answer;"],
  ["probes/oauth/a.ts", 'send("https://auth.example/oauth/userinfo") // as /user'],
])("what may stand there is left alone: %s, %s", (path, text) => {
  expect(vendorWords([{ path, text }])).toEqual([]);
});

test("every exception is still needed", () => {
  const without = sources.filter(({ path }) => path in NAMED_ON_PURPOSE);
  expect(without).toHaveLength(Object.keys(NAMED_ON_PURPOSE).length);
  for (const { path, text } of without) {
    const { words = [] } = NAMED_ON_PURPOSE[path] ?? {};
    expect(
      words.filter((word) => !text.includes(word)),
      path,
    ).toEqual([]);
  }
});
