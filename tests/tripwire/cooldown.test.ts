import { expect, test } from "vitest";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Subject } from "../../core/subject.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { untilCool } from "../../probes/drivers/cooldown.ts";
import { tryWorld } from "../support/try-world.ts";

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

/** longer than what comes between two fetches takes, so that without the wait it is red */
const SECONDS = 3;
const cooling = (subject: Subject): Subject =>
  subject.kind === "client"
    ? {
        ...subject,
        spoke: {
          ...subject.spoke,
          backend: { ...subject.spoke.backend, jwks_cooldown_seconds: SECONDS },
        },
      }
    : subject;

test("a right backend that waits between two fetches is green, in Gate 2 and in Gate 3", async () => {
  const checks = ["provider/key-rotation-followed", "claims/key-rotation-keeps-claims"];
  const waits = {
    why: "",
    breaks: [],
    seenBy: "http" as const,
    apply: (world: World) => {
      world.backend.keyCooldownMs = SECONDS * 1000;
    },
  };
  const { verdicts, harnessErrors } = await tryWorld([waits], { checks, as: cooling });
  expect(harnessErrors).toEqual([]);
  const outcomes = checks.map((id) => verdicts.find(({ check }) => check === id)?.outcome);
  expect(outcomes).toEqual(["pass", "pass"]);
});

test("a backend with a cooldown meets every failure of the key set all the same", async () => {
  const waits = {
    why: "",
    breaks: [],
    seenBy: "http" as const,
    apply: (world: World) => {
      world.backend.keyCooldownMs = 60_000;
    },
  };
  const { read, verdicts } = await tryWorld([waits], { checks: ["provider/op-failure-survived"] });
  const found = read("cargoworks-ai", "tripwire.failures");
  if (found?.is !== "seen") throw new Error("no failures were seen");
  const { logins = [] } = found.value as Evidence["tripwire.failures"];
  const met = logins.filter(({ name = "" }) => name.startsWith("jwks "));
  expect(met.length).toBeGreaterThan(5);
  expect(met.filter(({ jwks = 0 }) => jwks === 0).map(({ name }) => name)).toEqual([]);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(["pass"]);
});
