import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { pkceAsked, verifierFits } from "../../probes/tripwire/pkce.ts";

const verifier = "a".repeat(43);
const challenge = createHash("sha256").update(verifier).digest("base64url");

test.each([
  [challenge, "S256", verifier, "right"],
  [challenge, "s256", verifier, "right"],
  [challenge, "S256", "b".repeat(43), "wrong"],
  [challenge, "S256", challenge, "wrong"],
  [challenge, "S256", null, "none"],
  [challenge, "S256", "", "none"],
  [verifier, "plain", verifier, "right"],
  [verifier, undefined, verifier, "right"],
  [challenge, "plain", verifier, "wrong"],
  [null, undefined, verifier, "wrong"],
] as const)("challenge %s by %s with verifier %s: %s", (made, method, shown, expected) => {
  expect(verifierFits(made, method, shown)).toBe(expected);
});

test("a request without a challenge says so", () => {
  expect(pkceAsked(new URLSearchParams())).toEqual({});
  expect(
    pkceAsked(new URLSearchParams({ code_challenge: challenge, code_challenge_method: "S256" })),
  ).toEqual({
    challenge: 43,
    method: "S256",
  });
});
