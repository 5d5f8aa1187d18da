import { expect, test } from "vitest";
import { resolveSubjects } from "../../core/spokes/subjects.ts";
import { configForm } from "../../scripts/runs/config-form.ts";
import { shippedContract, shippedFile } from "./shipped.ts";

const at = "2026-06-01T12:00:00Z";
const issuer = "https://hubref.supabase.co/auth/v1";
const pilot = resolveSubjects(shippedFile(), shippedContract(), "local").find(
  ({ id }) => id === "cargoworks-ai",
);
if (pilot?.kind !== "client") throw new Error("the pilot is no client");

test("the form is the one that the spoke brief lists, with the live issuer", () => {
  const { text, troubles } = configForm(pilot, { is: "read", issuer, at }, undefined);
  expect(troubles).toEqual([]);
  expect(text).toContain("Target Spoke Configuration, subject to Gate 2 validation");
  for (const line of [
    "Provider type             = Custom OIDC Provider",
    "Provider name / id        = custom:cargo-ac",
    "Auto-discovery            = OFF",
    `Issuer                    = ${issuer}`,
    "Authorization endpoint    = https://auth.cargo.ac/auth/v1/oauth/authorize",
    "Token endpoint            = https://auth.cargo.ac/auth/v1/oauth/token",
    "Userinfo endpoint         = https://auth.cargo.ac/auth/v1/oauth/userinfo",
    "JWKS endpoint             = https://auth.cargo.ac/auth/v1/.well-known/jwks.json",
    "Scopes                    = openid profile email",
    "Allow users without email = OFF",
    "Callback URL              = https://api.cargoworks.ai/auth/v1/callback",
    "redirect_uris = https://api.cargoworks.ai/auth/v1/callback",
  ]) {
    expect(text).toContain(line);
  }
});

test("the live system wins, and the difference is said", () => {
  const { text, troubles } = configForm(pilot, { is: "read", issuer: `${issuer}/`, at }, undefined);
  expect(text).toContain(`Issuer                    = ${issuer}/\n`);
  expect(troubles).toEqual([expect.stringContaining("the live system wins")]);
});

test("an issuer that was not read is not invented", () => {
  const { text, troubles } = configForm(pilot, { is: "unreadable", because: "no answer" }, undefined);
  expect(text).not.toContain(issuer);
  expect(troubles).toEqual(["the issuer could not be read: no answer"]);
});

test("after a promotion it is the Permanent configuration", () => {
  const { text } = configForm(pilot, { is: "read", issuer, at }, { run: "r1", promotedAt: at });
  expect(text).toContain("Permanent Spoke Configuration, promoted 2026-06-01T12:00:00Z after run r1");
});
