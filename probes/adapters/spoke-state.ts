import type { Doors, Exchange } from "../../core/doors.ts";
import type { KnownUser } from "../../core/evidence/browser.ts";
import type { UserRow } from "../../core/evidence/tripwire.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { genericState } from "./generic/state.ts";
import type { NativeApi, NativeSession, Renewed } from "./native-api.ts";
import { supabaseAuthState } from "./supabase-auth/state.ts";

/** Everything a page keeps in the browser, as it was read there. */
export interface Stored {
  readonly localStorage: Readonly<Record<string, string>>;
  readonly sessionStorage: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
}

/** Where a login starts, and what the browser that started it keeps to finish it. */
export interface Begun {
  readonly url: string;
  readonly verifier: string;
}

/** A login at the spoke's backend as its app does it, without a browser. */
export interface SpokeLogin {
  readonly begin: (provider: string) => Begun;
  /** The session that lies in the address the browser was sent to; undefined when there is none. */
  readonly session: (landed: URL, verifier: string) => Promise<string | undefined>;
  readonly whoAmI: (token: string | undefined) => Promise<Exchange>;
  /** a sign-in with the backend's own password, as whoever registered an account would try; `said` in its words */
  readonly withPassword: (
    email: string,
    password: string,
  ) => Promise<{ readonly exchange: Exchange; readonly said: string }>;
}

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly confirmed: boolean;
}
/** Whose accounts: addresses under a domain, and whoever came in through certain providers. */
export interface Whose {
  /** the domain itself, or with `deep` any domain under it too */
  readonly domain: string;
  readonly deep?: true;
  readonly came: (provider: string) => boolean;
}

/** Accounts of a domain of our own, with the backend's admin key. */
export interface AccountAdmin {
  readonly of: (whose: Whose) => Promise<readonly UserRow[]>;
  readonly add: (account: NewAccount) => Promise<UserRow>;
  readonly remove: (id: string) => Promise<Exchange>;
}

/** One try of a method that signs people in without the hub. */
export interface LocalTry {
  readonly name: string;
  readonly sent: string;
  readonly go: () => Promise<Exchange>;
  /** what the answer says of the method: switched off by the documented words, or on; undefined: neither */
  readonly means: (exchange: Exchange) => "off" | "on" | undefined;
  /** takes away whatever it made although it should have been refused */
  readonly undo: (exchange: Exchange) => Promise<void>;
}

/** Ways in beside the hub, as the backend's own settings report them. */
export interface Methods {
  readonly asked: Exchange;
  /** undefined: the answer was no such list */
  readonly methods:
    | readonly { readonly name: string; readonly kind: "sign-in" | "enterprise"; readonly on: unknown }[]
    | undefined;
}

export interface Alive {
  readonly name: string;
  readonly url: string;
  readonly ask: () => Promise<Exchange>;
  /** the version of the backend, where the answer names it */
  readonly version?: (exchange: Exchange) => string | undefined;
}

/** A place of the backend that opens for a bearer of its own: auth API, data API, file store. */
export interface Door {
  readonly at: string;
  readonly ask: (bearer: string) => Promise<Exchange>;
  /** it was refused for the bearer's sake, by what is documented for this place */
  readonly refused: (exchange: Exchange) => boolean;
}

/**
 * Port: is anybody signed in at the spoke, as whom, and which rows and identities does it keep of them. What a backend
 * cannot say throws NotGiven with what would help; what cannot be told from a page is undefined, never "no".
 */
export interface SpokeState {
  /** the session among what the page stored; undefined when there is none, or none that is known by its looks */
  readonly sessionIn: (stored: Stored) => NativeSession | undefined;
  /** whether a session lies there; undefined: this backend's sessions are not known by their looks */
  readonly holds: (stored: Stored) => boolean | undefined;
  /** whether a request of the page ends the native session; undefined: not known of this backend */
  readonly endsSession: (method: string, url: string) => boolean | undefined;
  /** whether the answer to this request of the page tells it of its session */
  readonly tellsOfSession: (url: string) => boolean;
  /** tokens of the hub's that its client library keeps, by the names it gives them */
  readonly handedOn: (text: string) => readonly { readonly what: string; readonly value: string }[];
  /** whether a text holds this backend's admin key, whatever its value, by its looks */
  readonly looksLikeAdminKey: (text: string) => boolean;
  /** Where an answer tells the page of its session: the session's token, and the same answer with another in its place. */
  readonly told: (
    json: unknown,
  ) => { readonly token: string; readonly retold: (token: string, json: unknown) => unknown } | undefined;
  /** the spoke's own auth API asked who the bearer is; `askedWho` says how, in its own words */
  readonly askedWho: string;
  readonly whoAmI: (token: string) => Promise<Exchange>;
  /** the backend's own id of a person, from the answer of `whoAmI` */
  readonly idIn: (json: unknown) => string | undefined;
  /** `sub` at a provider, from the answer of `whoAmI`; undefined when it names none */
  readonly identityIn: (json: unknown, provider: string) => string | undefined;
  /** another session for a refresh token */
  readonly renew: (refreshToken: string) => Promise<Renewed>;
  /** ends the bearer's session, and no other of the same person */
  readonly end: (token: string) => Promise<Exchange>;
  /** the user rows for an address, their identities included */
  readonly usersWith: (email: string) => Promise<readonly KnownUser[]>;
  /** the address that starts a login through the Cargo provider and comes back to `redirectTo` */
  readonly startUrl: (redirectTo: string) => string;
  /** an address of the backend that answers anybody, whatever it answers */
  readonly front: string;
  /** documents of its auth API that answer for as long as it is live */
  readonly alive: () => readonly Alive[];
  readonly doors: () => readonly Door[];
  readonly methods: () => Promise<Methods>;
  readonly localTries: () => readonly LocalTry[];
  readonly login: () => SpokeLogin;
  readonly accounts: () => AccountAdmin;
  readonly api: () => NativeApi;
}

export const spokeStateOf = (subject: ClientSubject, doors: Doors): SpokeState =>
  subject.spoke.backend.adapter === "supabase-auth"
    ? supabaseAuthState(subject, doors)
    : genericState(subject, doors);
