/** The middle one; of an even number the mean of the middle two. NaN without any. */
export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return (low + high) / 2;
};

export interface Pair {
  /** medians, milliseconds */
  readonly ms: number;
  readonly against: number;
}

/**
 * Measures two things in turn, so often: what else the machine does meets both. Each gives its milliseconds.
 */
export const inTurn = async (
  rounds: number,
  measured: () => Promise<number>,
  against: () => Promise<number>,
): Promise<Pair> => {
  const times: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await measured());
    others.push(await against());
  }
  return { ms: median(times), against: median(others) };
};
