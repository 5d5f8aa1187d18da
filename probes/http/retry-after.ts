/** What of an answer says whether, and how long, to wait before asking again. */
interface Busy {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Milliseconds that the other side asks us to wait (RFC 9110 10.2.3: seconds, or a date), or undefined. A date is
 * counted from the other side's own clock where it tells the time.
 */
export const askedToWait = ({ status, headers }: Busy, now: number): number | undefined => {
  if (status !== 429 && status !== 503) return undefined;
  const after = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000;
  const until = Date.parse(after);
  if (Number.isNaN(until)) return undefined;
  const theirs = Date.parse(headers.date ?? "");
  return Math.max(0, until - (Number.isNaN(theirs) ? now : theirs));
};
