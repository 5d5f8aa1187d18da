import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Check } from "../../core/check.ts";
import { contract, login } from "./sample.ts";

const folder = new URL("../../gates/claims/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) =>
  one.endsWith(".check.ts"),
);

const rotated = { before: "a", after: "b", answer: { status: 200 } };
const phase = {
  ...login(),
  renewed: { hub: rotated, spoke: rotated },
  session_user: { app_metadata: { app_access: ["app"] } },
};
const rls = {
  sub: "local",
  user_id: "local",
  probe: { status: 200, json: { uid: "local" } },
  rows: {
    attempts: [
      { name: "signed in", answer: { status: 200, json: [{ org: "acme" }] } },
      { name: "anonymous", answer: { status: 401 } },
    ],
  },
};
const notes = [{ table: "notes", count: 2, answer: { status: 200 } }];
const now = Math.floor(Date.parse("2026-01-01T00:00:00Z") / 1000);
const right: Readonly<Record<string, unknown>> = {
  login: phase,
  refresh: phase,
  rotation: phase,
  rls: { phases: { login: rls, refresh: rls, rotation: rls } },
  tables: { user: "ann", phases: { login: notes, refresh: notes, rotation: notes } },
  id_token: {
    token: {
      jwt: true,
      verified: true,
      header: { alg: "ES256", kid: "k" },
      claims: { iss: "https://hub", sub: "u", aud: "app", exp: now + 60, iat: now, nonce: "n" },
    },
    client_id: "app",
    nonce: "n",
    issuer: "https://hub",
    kids: ["k"],
    seenAt: "2026-01-01T00:00:00Z",
  },
};
const subject = {
  kind: "client",
  contract,
  spoke: { key: "app", users: { entitled: "ann" }, rls: { tables: { notes: { ann: 2 } } } },
};

test.each(files)("%s passes on what is right and never on silence", async (file) => {
  const check = ((await import(new URL(file, folder).href)) as { default: Check }).default;
  const judge = (claims: object) => check.judge({ claims } as never, subject as never).is;
  expect(judge(right)).toBe("pass");
  for (const name of check.needs) {
    const piece = name.replace(/^claims\./, "");
    for (const silence of [{}, { surfaces: {} }, { phases: {} }, { surfaces: { spoke_session: {} } }]) {
      expect(judge({ ...right, [piece]: silence })).not.toBe("pass");
    }
  }
});
