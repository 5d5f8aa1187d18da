import { expect, test } from "vitest";
import { onboardingOf, SEQUENCE, type Standing } from "../../core/onboarding.ts";
import type { Outcome, Readiness } from "../../core/verdict.ts";

const checksOf = SEQUENCE.flatMap(({ proofs }) =>
  proofs.flatMap((one) => ("check" in one ? [one.check] : [])),
);
const questions = SEQUENCE.flatMap(({ proofs }) =>
  proofs.flatMap((one) => ("question" in one ? [one.question] : [])),
);

/** A decision in which everything is shown, but for what is changed. */
const readiness = (outcomes: Readonly<Record<string, Outcome>> = {}, unanswered: string[] = []): Readiness =>
  ({
    gates: ([1, 2, 3, 4] as const).map((gate) => ({
      gate,
      status: outcomes[`gate ${gate}`] === "fail" ? "failed" : "passed",
    })),
    verdicts: checksOf.map((check) => ({ check, spoke: "x", outcome: outcomes[check] ?? "pass" })),
    checklists: [
      {
        items: questions.map((question) => ({
          question,
          state: unanswered.includes(question) ? "unknown" : "attested",
        })),
      },
    ],
    obligations: [],
  }) as unknown as Readiness;
const standing = (id: string, one: Readiness | undefined = readiness()): Standing => ({
  id,
  pilot: id === "pilot",
  readiness: one,
});
const states = (clients: readonly Standing[]) =>
  Object.fromEntries(onboardingOf(clients, []).map(({ id, state }) => [id, state]));

test("the ten steps of the guide are Done when everything is shown", () => {
  const found = onboardingOf([standing("pilot"), standing("second")], []);
  expect(found).toHaveLength(10);
  expect(found.filter(({ state }) => state !== "Done")).toEqual([]);
});

test("nobody gated is Planned, never Done", () => {
  expect(new Set(Object.values(states([])))).toEqual(new Set(["Planned"]));
  expect(new Set(Object.values(states([{ id: "pilot", pilot: true, readiness: undefined }])))).toEqual(
    new Set(["Planned"]),
  );
});

test("one spoke that was never gated keeps what all must do in progress, and the pilot's own gates Done", () => {
  const found = states([standing("pilot"), { id: "second", pilot: false, readiness: undefined }]);
  expect(found).toMatchObject({
    "confidential-clients": "In progress",
    "redirect-allowlist": "In progress",
    "gate-1": "Done",
    "first-cutover": "Done",
  });
});

test("a step is not Done while one that it rests on is not", () => {
  const issuer = readiness({ "endpoints/issuer-same-from-both-hosts": "fail" });
  const found = onboardingOf([standing("pilot", issuer)], []);
  const of = (id: string) => found.find((one) => one.id === id);
  expect(of("issuer-reality")?.state).toBe("In progress");
  expect(of("gate-1")).toMatchObject({
    state: "In progress",
    because: expect.stringContaining("Record issuer reality"),
  });
  expect(of("gate-2")?.state).toBe("In progress");
  expect(of("first-cutover")?.state).toBe("In progress");
});

test("what only a person can attest is open until one did", () => {
  const found = states([standing("pilot", readiness({}, ["checklist/oidc-independence-documented"]))]);
  expect(found["identity-authority"]).toBe("Planned");
});

test("a cutover that was not promoted is in progress", () => {
  const found = states([standing("pilot", readiness({ "readiness/target-promoted": "unknown" }))]);
  expect(found["first-cutover"]).toBe("In progress");
});
