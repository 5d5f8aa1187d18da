import { plain } from "../../core/redact.ts";

const KEPT = 1024 * 1024;

/** An answer as it came, or why there was none. */
export interface Raw {
  readonly status?: number;
  readonly headers: Record<string, string>;
  readonly setCookies: readonly string[];
  readonly text: string;
  readonly error?: { code: string; message: string };
  readonly dropped?: readonly string[];
  /** of the request that was answered, not of those before it or of waiting: ISO 8601, and milliseconds */
  readonly seenAt?: string;
  readonly ms?: number;
}
export const nothing = (code: string, message: string): Raw => ({
  headers: {},
  setCookies: [],
  text: "",
  error: { code, message },
});

/** The body as text, cut where it grows too long to keep. */
export const bodyOf = async (
  body: AsyncIterable<Buffer> & { readonly destroy: () => unknown },
): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= KEPT) {
      body.destroy();
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, KEPT).toString();
};

/** Status, headers and body of an answer; a header that was sent more than once is joined. */
export const answered = (
  status: number,
  given: Readonly<Record<string, string | string[] | undefined>>,
  text: string,
): Raw => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  const cookies = given["set-cookie"] ?? [];
  return { status, headers, setCookies: typeof cookies === "string" ? [cookies] : cookies, text };
};

/** What undici or the system said instead of an answer. */
export const errorOf = (error: unknown): Raw => {
  const { code, name, message } = error as { code?: unknown; name?: string; message?: string };
  const late = name === "TimeoutError" || name === "AbortError" || String(code).endsWith("_TIMEOUT");
  return nothing(late ? "ETIMEDOUT" : String(code ?? name ?? "ERROR"), plain(message ?? "").slice(0, 500));
};
