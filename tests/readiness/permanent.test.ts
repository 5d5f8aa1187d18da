import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Found } from "../../core/envelope.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import type { Reader } from "../../core/store.ts";
import { readSettings } from "../../scripts/run/settings.ts";
import { configurationOf, driftOf, type Permanent } from "../../scripts/runs/permanent.ts";
import { recordsFile } from "../../scripts/runs/records.ts";
import { inFolder } from "../support/cli.ts";

const shipped = readSettings(undefined);
const pilot = shipped.subjects("local").find(({ id }) => id === "cargoworks-ai");
if (!pilot) throw new Error("the pilot is not in spokes.yaml");

const hubSays =
  (document: object): Reader =>
  (_spoke, name) =>
    name === "discovery.public"
      ? ({ is: "seen", value: { json: document }, seenAt: "2026-06-01T00:00:00Z" } as Found)
      : undefined;
const issuer = "https://hubref.supabase.co/auth/v1";
const read = hubSays({ issuer, token_endpoint: "https://auth.cargo.ac/auth/v1/oauth/token" });

test("the Target configuration is what seed 002 has in the provider's form, and what live discovery says", () => {
  expect(configurationOf(pilot, read)).toMatchObject({
    "provider.id": "custom:cargo-ac",
    "provider.auto_discovery": false,
    "provider.issuer": issuer,
    "provider.token_url": "https://auth.cargo.ac/auth/v1/oauth/token",
    "provider.jwks_uri": "https://auth.cargo.ac/auth/v1/.well-known/jwks.json",
    "provider.scopes": "openid profile email",
    "provider.allow_users_without_email": false,
    callback: "https://api.cargoworks.ai/auth/v1/callback",
    "live.issuer": issuer,
  });
  expect(JSON.stringify(configurationOf(pilot, read))).not.toContain("env:");
});

test("nothing promoted is no drift; a difference is named; a file edited by hand is refused", () =>
  inFolder(async (folder) => {
    const settings = { ...shipped, path: join(folder, "spokes.yaml") };
    const drift = (seen: Reader) => driftOf(settings, "local", pilot, seen);
    expect(drift(read)).toBeUndefined();
    const configuration = { ...configurationOf(pilot, read) };
    const permanent: Permanent = {
      schema: "cargo-gates/permanent/1",
      spoke: pilot.id,
      target: "local",
      run: "a",
      promotedAt: "2026-06-01T00:00:00Z",
      digest: digestOf(configuration),
      configuration,
    };
    const file = recordsFile(settings, "local", pilot.id, "permanent");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(permanent));
    expect(drift(read)).toEqual({ run: "a", differences: [] });
    expect(drift(hubSays({ issuer: "https://other.example" }))?.differences).toEqual([
      { at: "live.issuer", expected: issuer, actual: "https://other.example" },
      { at: "live.token_endpoint", expected: "https://auth.cargo.ac/auth/v1/oauth/token", actual: null },
    ]);
    writeFileSync(file, JSON.stringify({ ...permanent, run: "b", digest: "0" }));
    expect(() => drift(read)).toThrow(/edited by hand/);
  }));
