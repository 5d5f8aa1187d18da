/** A run of text: in both, only in the expected, or only in the actual value. */
export interface Run {
  readonly in: "both" | "expected" | "actual";
  readonly text: string;
}

const shared = (a: readonly string[], b: readonly string[], fromEnd: boolean): number => {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && (fromEnd ? a[a.length - 1 - n] === b[b.length - 1 - n] : a[n] === b[n])) n++;
  return n;
};

/** What two one-line texts share at both ends, and what differs between: enough to see a trailing slash. */
export const inlineDiff = (
  expected: string,
  actual: string,
): { readonly expected: readonly Run[]; readonly actual: readonly Run[] } => {
  const [a, b] = [[...expected], [...actual]];
  const head = shared(a, b, false);
  const tail = shared(a.slice(head), b.slice(head), true);
  const side = (chars: readonly string[], only: "expected" | "actual"): readonly Run[] =>
    [
      { in: "both" as const, text: chars.slice(0, head).join("") },
      { in: only, text: chars.slice(head, chars.length - tail).join("") },
      { in: "both" as const, text: chars.slice(chars.length - tail).join("") },
    ].filter((run) => run.text !== "");
  return { expected: side(a, "expected"), actual: side(b, "actual") };
};

/** Line by line, longest common subsequence; undefined when that would cost more than it tells. */
export const lineDiff = (expected: string, actual: string, most = 400): readonly Run[] | undefined => {
  const [a, b] = [expected.split("\n"), actual.split("\n")];
  if (a.length > most || b.length > most) return undefined;
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      runs.push({ in: "both", text: a[i] ?? "" });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      runs.push({ in: "expected", text: a[i++] ?? "" });
    } else {
      runs.push({ in: "actual", text: b[j++] ?? "" });
    }
  }
  return runs;
};
