import type { Request } from "../../core/doors.ts";
import { nothing, type Raw } from "./raw.ts";
import { askedToWait } from "./retry-after.ts";

type Ask = (url: URL, request: Request) => Promise<Raw>;

const RETRIES = 2;
/** The connection ended without an answer: worth another try, unlike a refusal or a time-out. */
const MOST_DROPS = 5;
const DROPPED = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

/** Asks again where that is polite and worth it, within bounds. `mended`: by host, error codes that another try mended. */
export const patience = (
  ask: Ask,
  { timeoutMs, say }: { readonly timeoutMs: number; readonly say: (what: string) => void },
): { readonly patiently: Ask; readonly mended: ReadonlyMap<string, Readonly<Record<string, number>>> } => {
  const mended = new Map<string, Record<string, number>>();
  /** host and path to the time before which it asked to be left alone */
  const free = new Map<string, number>();

  /**
   * Asks again, at once and not for ever, when the connection dropped. Plain http is let be: hanging up is an answer
   * there. What was sent twice may have been done twice: the answer says so in `dropped`.
   */
  const steadily: Ask = async (url, request) => {
    const dropped: string[] = [];
    for (;;) {
      const tried = await ask(url, request);
      const code = tried.error?.code ?? "";
      if (url.protocol !== "https:" || !DROPPED.includes(code) || dropped.length >= MOST_DROPS) {
        if (dropped.length === 0 || tried.error) return tried;
        const known = mended.get(url.host) ?? {};
        for (const one of dropped) known[one] = (known[one] ?? 0) + 1;
        mended.set(url.host, known);
        return { ...tried, dropped };
      }
      dropped.push(code);
    }
  };

  /** Waits where the other side asks to, as long as a request may take. What asks for more is left alone from then on. */
  const patiently: Ask = async (url, request) => {
    const place = `${url.host}${url.pathname}`;
    let left = timeoutMs;
    for (let again = 0; ; again++) {
      const wait = (free.get(place) ?? 0) - Date.now();
      if (wait > left) return nothing("ASKED_TO_WAIT", `${place} asked to wait longer: not asked again`);
      if (wait > 0) {
        left -= wait;
        await new Promise((resume) => setTimeout(resume, wait));
      }
      const tried = await steadily(url, request);
      const asked = askedToWait(tried, Date.now());
      if (asked === undefined) return tried;
      free.set(place, Math.max(Date.now() + asked, free.get(place) ?? 0));
      say(`${place} asks to wait ${Math.round(asked / 1000)} s`);
      if (again >= RETRIES || asked > left) return tried;
    }
  };
  return { patiently, mended };
};
