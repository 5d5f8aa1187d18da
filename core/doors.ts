import type { Answer } from "./evidence/piece.ts";

/** What leads a probe to the outside. Handed in, so that tests hand in theirs and nothing knows where it leads. */
export interface Doors {
  readonly http: Http;
  /** The secret behind `env:NAME`; it is a needle of the redaction from then on. Throws NotGiven. */
  readonly secret: (ref: string) => string;
  /** Makes a value that was received (a code, a token) a needle of the redaction. */
  readonly taint: (value: string, label: string) => void;
  readonly reach: Reach;
  /** how systems under test reach a server of ours; absent where the target states no way */
  readonly inbound?: Inbound;
  /** folder of an app's source, by id of the spoke; undefined where none is given */
  readonly source?: (spoke: string) => string | undefined;
  /** whoever runs this, where somebody can be asked; absent in a pipeline */
  readonly person?: Person;
  /** what is changed at the target and must be undone, written down; absent where nothing outlives the process */
  readonly effects?: Effects;
  /** Runs a program that the settings declare, to its end. What it does is an observation too: it never throws. */
  readonly run: (command: readonly string[]) => Promise<Ran>;
  readonly now: () => Date;
  /** by host, so far: requests, and dropped connections (error code to how often) that a second try mended */
  readonly steadiness: () => readonly Steadiness[];
  /** What is opened on the way (a browser) is closed with the doors. */
  readonly atEnd: (close: () => Promise<void>) => void;
  /** Says what is being done, for a person who watches. */
  readonly say: (what: string) => void;
}

/** Somebody at a terminal. */
export interface Person {
  readonly show: (text: string) => void;
  /** The line they type; never settles when `given` is aborted before. */
  readonly ask: (question: string, given?: AbortSignal) => Promise<string>;
}

/** Something that a run made at a target: undone by it, or by the next run when it died. */
export interface Effect {
  /** id of the subject where it was made; "hub" for what any spoke's run can undo there */
  readonly spoke: string;
  /** "provider", "accounts", "organisation", "membership", "grant", "metadata", "sessions" */
  readonly what: string;
  /** by which it is found again: an identifier, a domain, a person's id */
  readonly name: string;
  /** how it was, where that cannot be told otherwise; no secret */
  readonly was?: unknown;
}
/** Undoes an effect through these doors, which stay open longest; false where it could not be. */
export type Undo = (doors: Doors) => Promise<boolean>;
export interface Effects {
  /**
   * Writes it down before it is made, stamped with the run. What is returned is called when it is undone; where it is
   * not by the end of the run, `undo` is. Throws NotGiven when the run is at its end.
   */
  readonly begin: (effect: Effect, undo?: Undo) => () => void;
  /** what runs that died on this machine left at this subject; `done` is called when one of them is undone */
  readonly left: (spoke: string) => readonly (Effect & { readonly run: string; readonly done: () => void })[];
}

export interface Steadiness {
  readonly host: string;
  readonly requests: number;
  readonly dropped: Readonly<Record<string, number>>;
}

/** What came of a program. */
export interface Ran {
  /** undefined when it could not be started, or was ended after the time-out */
  readonly exit: number | undefined;
  /** the end of what it said, redacted */
  readonly said: string;
  readonly ms: number;
}

/** How names are reached: the same for a backend before its DNS is switched and for a federation on loopback. */
export interface Reach {
  /** `host:port` or `*.suffix:port` to the address that is dialled; everything else keeps */
  readonly resolve: Readonly<Record<string, string>>;
  /** extra certificate authorities, PEM */
  readonly ca: string | undefined;
  /** hosts or `*.suffix` patterns that the harness may contact */
  readonly declared: readonly string[];
  readonly timeoutMs: number;
  readonly requestsPerHost: number;
  /** names the harness and the run: the one User-Agent */
  readonly agent: string;
}

export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
}

/** An answer with its secrets still in it: lives in memory only. `seen` is the same, fit for evidence. */
export interface Exchange {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly text: string;
  readonly json: unknown;
  readonly seen: Answer;
}

/** A request as it goes over the wire, where a client would put it right. */
export interface WireRequest {
  readonly method?: string;
  /** as it stands in the first line: "/path", or an absolute URL */
  readonly target: string;
  /** in order, the Host header or headers among them; only Content-Length is added */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

export interface Http {
  /** One request, redirects not followed. Never throws for what the other side does: that is an answer too. */
  readonly send: (url: string, request?: Request) => Promise<Exchange>;
  /** Requests as they are written, on one TLS connection to this host, port 443. Never throws either. */
  readonly wire: (host: string, requests: readonly WireRequest[]) => Promise<Exchange[]>;
}

/** Error code of a request that was not made any more: the run is at its end. */
export const RUN_ENDED = "RUN_ENDED";

/** A request that a system under test makes to a server of ours. */
export interface Asked {
  readonly method: string;
  /** absolute, under the public name */
  readonly url: URL;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** hangs up in the middle of the body that was announced */
  readonly cut?: boolean;
}
export interface Inbound {
  /** what the other side is told, e.g. https://tripwire.example.org */
  readonly origin: string;
  /** Answers under that name until the run ends. What never settles leaves the other side waiting. */
  readonly serve: (answer: (asked: Asked) => Promise<Told>) => Promise<void>;
}

/** The harness was not given something that a probe needs: a secret, an address, a driver. */
export class NotGiven extends Error {
  override name = "NotGiven";
  /** what to give, e.g. "set the environment variable CARGO_CLIENT_SECRET" */
  readonly give: string;
  constructor(what: string, give: string) {
    super(`${what}: ${give}`);
    this.give = give;
  }
}

/** `host` matches `host` or `*.suffix` (one label or more in place of the star). */
export const hostMatches = (pattern: string, host: string): boolean =>
  pattern.startsWith("*.")
    ? host.length > pattern.length - 1 && host.endsWith(pattern.slice(1))
    : host === pattern;

/** The address to dial for a name, by the first entry that matches: exact names before patterns. */
export const addressOf = (
  resolve: Readonly<Record<string, string>>,
  host: string,
  port: number,
): { readonly host: string; readonly port: number } | undefined => {
  const exact = resolve[`${host}:${port}`];
  const found =
    exact ??
    Object.entries(resolve).find(([key]) => {
      const colon = key.lastIndexOf(":");
      return key.slice(colon + 1) === String(port) && hostMatches(key.slice(0, colon), host);
    })?.[1];
  if (found === undefined) return undefined;
  const colon = found.lastIndexOf(":");
  return { host: found.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(found.slice(colon + 1)) };
};
