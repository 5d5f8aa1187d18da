/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row[j] = least;
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
};

const LONGEST = 80;
/** Lower case, and dashes, dots and underscores alike: people mix these up first. */
const plain = (name: string): string =>
  name
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[\s._-]+/g, "-");
const lastPart = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** How far apart two names are, 0 to 1; a name that holds the other one whole counts as near. */
const farness = (written: string, valid: string): number => {
  const [a, b] = [plain(written), plain(valid)];
  if (a === b) return 0;
  const whole = Math.min(distance(a, b), distance(a, lastPart(b)) + 0.5) / Math.max(a.length, b.length, 1);
  const holds = a.length >= 3 && b.length >= 3 && (b.includes(a) || a.includes(b));
  return holds ? Math.min(whole, 0.3) : whole;
};

/** The `n` valid names nearest to what was written, nearest first; none when nothing is near. */
export const nearest = (written: string, valid: readonly string[], n = 1): string[] =>
  valid
    .map((name) => ({ name, far: farness(written, name) }))
    .filter(({ far }) => far <= 0.4)
    .sort((a, b) => a.far - b.far)
    .slice(0, n)
    .map(({ name }) => name);
