import type { Doors, Exchange } from "../../core/doors.ts";
import type { KnownUser } from "../../core/evidence/browser.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { genericState } from "./generic.ts";
import { supabaseAuthState } from "./supabase-auth.ts";

/** Everything a page keeps in the browser, as it was read there. */
export interface Stored {
  readonly localStorage: Readonly<Record<string, string>>;
  readonly sessionStorage: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
}

/** A spoke's own session with its secrets: lives in memory only. */
export interface NativeSession {
  readonly accessToken: string;
  readonly refreshToken?: string;
}

/**
 * Port: is anybody signed in at the spoke, as whom, and which rows does it keep of them. What a backend cannot say
 * throws NotGiven with what would help.
 */
export interface SpokeState {
  /** the session among what the page stored; undefined when there is none */
  readonly sessionIn: (stored: Stored) => NativeSession | undefined;
  /** whether a request ends the native session */
  readonly endsSession: (method: string, url: string) => boolean;
  /** the spoke's own auth API asked who the bearer is */
  readonly whoAmI: (token: string) => Promise<Exchange>;
  /** the user rows for an address, their identities included */
  readonly usersWith: (email: string) => Promise<readonly KnownUser[]>;
  /** the address that starts a login through the Cargo provider and comes back to `redirectTo` */
  readonly startUrl: (redirectTo: string) => string;
}

export const spokeStateOf = (subject: ClientSubject, doors: Doors): SpokeState =>
  subject.spoke.backend.adapter === "supabase-auth"
    ? supabaseAuthState(subject, doors)
    : genericState(subject);
