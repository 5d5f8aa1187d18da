import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { untilCool } from "../../probes/tripwire/cooldown.ts";
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

/** A relying party whose library keeps a key set for so many seconds before it asks again, on a clock of its own. */
const backend = (coolsFor: number, takesNewKey = true) => {
  let clock = 0;
  let fetchedAt = 0;
  let fetches = 0;
  const once = async () => {
    clock += 50;
    const asks = clock - fetchedAt >= coolsFor * 1000;
    if (asks) {
      fetches += 1;
      fetchedAt = clock;
    }
    return { letIn: asks && takesNewKey };
  };
  const pause = async (ms: number) => {
    clock += ms;
  };
  return {
    once,
    tries: (seconds: number) => ({ seconds, now: () => clock, pause, asked: () => fetches }),
    clock: () => clock,
  };
};

test("a library that waits thirty seconds between two fetches is let in when they are over", async () => {
  const one = backend(30);
  const { letIn, waited } = await untilCool(one.tries(30), one.once);
  expect(letIn).toBe(true);
  expect(waited).toBeGreaterThan(25);
  expect(waited).toBeLessThanOrEqual(31);
});

test("one that asks at once is not waited for", async () => {
  const one = backend(0);
  expect(await untilCool(one.tries(30), one.once)).toEqual({ letIn: true, waited: 0 });
});

test("one that never asks is given up when its time is over, and one that asked and refuses at once", async () => {
  const deaf = backend(Number.POSITIVE_INFINITY);
  expect(await untilCool(deaf.tries(30), deaf.once)).toMatchObject({ letIn: false });
  expect(deaf.clock()).toBeLessThan(33_000);
  const stubborn = backend(0, false);
  expect(await untilCool(stubborn.tries(30), stubborn.once)).toEqual({ letIn: false, waited: 0 });
  expect(stubborn.clock()).toBe(50);
});
