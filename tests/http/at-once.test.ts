import { expect, test } from "vitest";
import { atOnce } from "../../probes/drivers/at-once.ts";

test("so many work at a time, in the order they came, and a failure gives its place on", async () => {
  const inTurn = atOnce(2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) =>
    inTurn(async () => {
      begun.push(name);
      await new Promise<void>((end) => ends.set(name, end));
      if (name === "b") throw new Error("b failed");
      return name;
    });
  const all = ["a", "b", "c", "d"].map(work);
  const settled = Promise.allSettled(all);
  await new Promise(setImmediate);
  expect(begun).toEqual(["a", "b"]);
  ends.get("b")?.();
  await new Promise(setImmediate);
  expect(begun).toEqual(["a", "b", "c"]);
  ends.get("a")?.();
  ends.get("c")?.();
  await new Promise(setImmediate);
  ends.get("d")?.();
  expect((await settled).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
});
