import { expect, test } from "vitest";
import { readOptions } from "../../scripts/run/options.ts";

test("a part is named by its number and how many there are", () => {
  expect(readOptions(["--all", "--shard", "2/3"])).toMatchObject({
    all: true,
    shard: { index: 2, count: 3 },
  });
  expect(readOptions([])).toMatchObject({ all: false, noHold: false, shard: undefined });
});

test.each([
  [["--all", "--spoke", "network"], /--all is every spoke, --spoke network is one/],
  [["--shard", "1/2"], /--shard goes with --all/],
  [["--no-hold"], /--no-hold goes with --all/],
  [["--all", "--shard", "3/2"], /"--shard 3\/2" names no part: write --shard 1\/3/],
  [["--all", "--shard", "0/2"], /names no part/],
  [["--all", "--shard", "half"], /names no part/],
])("%j is told what to write", (args, said) => {
  expect(() => readOptions(args)).toThrow(said);
});
