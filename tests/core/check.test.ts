import { expect, test } from "vitest";
import { all, defineCheck, defineRefusal, eachCase, fail, pass, same, unknown } from "../../core/check.ts";
import { words } from "./engine-kit.ts";

test("nothing examined is unknown, never a pass", () => {
  expect(all([]).is).toBe("unknown");
  expect(eachCase([], String, () => pass).is).toBe("unknown");
});

test("a fail wins over an unknown, an unknown over a pass, and every case is kept", () => {
  const judged = eachCase(["a", "b", "c"], String, (name) =>
    name === "a" ? pass : name === "b" ? unknown("no answer", "asking again") : fail("here", 1, 2),
  );
  expect(judged).toMatchObject({ is: "fail", at: "here" });
  expect(judged.cases?.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    "a pass",
    "b unknown",
    "c fail",
  ]);
  expect(all([pass, unknown("no answer", "asking again")]).is).toBe("unknown");
});

test("same compares byte for byte", () => {
  expect(same("issuer", "https://a/", "https://a").is).toBe("fail");
  expect(same("count", 1, "1").is).toBe("fail");
});

test("what the types refuse", () => {
  const base = { ...words, kinds: ["hub"] as const };
  // @ts-expect-error evidence with this name does not exist
  defineCheck({ ...base, needs: ["discovery.publik"], judge: () => pass });
  // @ts-expect-error evidence that was not declared cannot be read
  defineCheck({ ...base, needs: ["discovery.public"], judge: ({ jwks }) => same("x", 1, jwks) });
  const skips = () => ({ is: "not-applicable", because: "no" }) as const;
  // @ts-expect-error a check cannot skip itself
  defineCheck({ ...base, needs: ["discovery.public"], judge: skips });
  // @ts-expect-error unknown must say what resolves it
  defineCheck({ ...base, needs: ["discovery.public"], judge: () => ({ is: "unknown", because: "no" }) });
  // @ts-expect-error a refusal without its positive control proves nothing
  defineRefusal({ ...base, needs: ["discovery.public"], judge: () => pass });
  expect(true).toBe(true);
});
