import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Asked, Told } from "../../core/doors.ts";

/** Paths of the relay's own, under its public name. Nothing else of it answers anybody without the token. */
export const RELAY_PATH = "/.gates/";
/** How long a run's question is held open, in milliseconds; a proxy in front must allow as much. */
const HELD_MS = 20_000;
/** How long the other side waits for a run's answer before it is told that nobody is here. */
const PATIENCE_MS = 30_000;
const MOST_KEPT = 2000;

/** A request that came, as the journal keeps it: when and where, never what was in it. */
export interface Entry {
  /** ISO 8601 */
  readonly at: string;
  readonly method: string;
  /** without query: it may hold a code */
  readonly path: string;
  /** what it was answered; 503 when no run was here */
  readonly status: number;
}

/** A request on its way to the run. */
export interface Handed {
  readonly id: string;
  readonly asked: Omit<Asked, "url"> & { readonly url: string };
}

/** The run's answer on its way back. */
export interface Returned extends Omit<Told, "body"> {
  /** base64 */
  readonly body: string;
}

interface Waiting extends Handed {
  readonly settle: (told: Told) => void;
}

const DONE: Told = { status: 204, headers: {}, body: "" };
const nobody: Told = { status: 503, headers: { "retry-after": "60" }, body: "" };
const json = (status: number, body: unknown): Told => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});

const sameSecret = (given: string, secret: string): boolean => {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
};

/** Compares loosely shaped JSON of whoever holds the token; undefined when it is no answer. */
const returned = (text: string): Returned | undefined => {
  try {
    const value = JSON.parse(text) as Partial<Returned> | null;
    const { status, headers, body } = value ?? {};
    return Number.isInteger(status) && typeof headers === "object" && headers && typeof body === "string"
      ? (value as Returned)
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The deployed half of the tripwire: hands what comes from a spoke's backend to the run that holds the token, and the
 * run's answer back. It decides nothing and signs nothing: while no run is attached, nobody can sign in through it.
 */
export const createRelay = (token: string) => {
  const queue: Waiting[] = [];
  const waiting = new Map<string, Waiting>();
  const journal: Entry[] = [];
  let askers: ((next: Waiting | undefined) => void)[] = [];
  let attachedUntil = 0;
  let attachedBy = "";

  const hand = (one: Waiting): void => {
    const asker = askers.shift();
    if (asker) asker(one);
    else queue.push(one);
  };
  const next = (): Promise<Waiting | undefined> => {
    const first = queue.shift();
    if (first) return Promise.resolve(first);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        askers = askers.filter((one) => one !== asker);
        resolve(undefined);
      }, HELD_MS);
      const asker = (found: Waiting | undefined) => {
        clearTimeout(timer);
        resolve(found);
      };
      askers.push(asker);
    });
  };

  const attach = (by: string): boolean => {
    if (Date.now() <= attachedUntil && attachedBy !== by) return false;
    attachedBy = by;
    attachedUntil = Date.now() + HELD_MS + 5000;
    return true;
  };

  const ofTheRun = async ({ method, url, body, headers }: Asked): Promise<Told> => {
    const what = url.pathname.slice(RELAY_PATH.length);
    if (method === "GET" && what === "journal") return json(200, { entries: journal });
    const by = headers["x-gates-run"] ?? "";
    if (!attach(by)) return json(409, { error: "another run is attached" });
    if (method === "POST" && what === "attachment") return DONE;
    if (method === "DELETE" && what === "attachment") {
      attachedUntil = 0;
      return DONE;
    }
    if (method === "GET" && what === "next") {
      const found = await next();
      return found ? json(200, { id: found.id, asked: found.asked }) : DONE;
    }
    if (method === "POST" && what.startsWith("answers/")) {
      const one = waiting.get(what.slice("answers/".length));
      const told = returned(body);
      if (!one || !told) return json(404, { error: "nobody waits for that answer, or it is none" });
      one.settle({ ...told, body: Buffer.from(told.body, "base64") });
      return DONE;
    }
    return json(404, { error: "no such path" });
  };

  const passOn = async (asked: Asked): Promise<Told> => {
    if (Date.now() > attachedUntil) return nobody;
    const id = randomBytes(12).toString("base64url");
    const { promise, resolve } = Promise.withResolvers<Told>();
    const timer = setTimeout(() => resolve(nobody), PATIENCE_MS);
    const one: Waiting = { id, asked: { ...asked, url: asked.url.href }, settle: resolve };
    waiting.set(id, one);
    hand(one);
    const told = await promise;
    clearTimeout(timer);
    waiting.delete(id);
    return told;
  };

  return async (asked: Asked): Promise<Told> => {
    if (asked.url.pathname.startsWith(RELAY_PATH)) {
      const given = /^Bearer (.+)$/.exec(asked.headers.authorization ?? "")?.[1];
      if (given === undefined || !sameSecret(given, token))
        return json(401, { error: "the token of the relay" });
      return ofTheRun(asked);
    }
    const told = await passOn(asked);
    journal.push({
      at: new Date().toISOString(),
      method: asked.method,
      path: asked.url.pathname,
      status: told.status,
    });
    if (journal.length > MOST_KEPT) journal.splice(0, journal.length - MOST_KEPT);
    return told;
  };
};
