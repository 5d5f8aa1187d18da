import type { Doors } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { providersByHand } from "./generic/providers-by-hand.ts";
import { supabaseAuthProviders } from "./supabase-auth/providers.ts";

/** What a provider is registered with, whatever the backend calls it. */
export interface NewProvider {
  readonly identifier: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
  /** used only where the settings that are cloned name such an address */
  readonly discovery: string;
}

/** A provider as the backend reads it back, in neutral words; what it does not keep is left out. */
export interface ReadBack {
  readonly identifier?: unknown;
  /** "oidc" for the kind that checks an id_token */
  readonly kind?: unknown;
  readonly [setting: string]: unknown;
}

export interface Known {
  readonly read: ReadBack;
  /** everything stored that is no address, no client and no name of its own: what a clone takes over */
  readonly settings: Readonly<Record<string, unknown>>;
  /** it is started from a discovery address of its own */
  readonly discovers: boolean;
}

export interface Listed {
  readonly seen: Answer;
  /** undefined: the answer was no list */
  readonly all: readonly Known[] | undefined;
}

/** What came of a registration. */
export interface Taken {
  readonly ok: boolean;
  readonly seen: Answer;
  /** what is read back at once, as the backend has it; absent where nothing is */
  readonly stored?: unknown;
  /** in neutral words: what was entered, and what of it is read back */
  readonly sent: ReadBack;
  readonly read?: ReadBack;
  /** a person's words for why it was not taken */
  readonly said?: string;
}

/** Port: what the backend keeps as its providers. Throws NotGiven where it cannot be asked. */
export interface ProviderAdmin {
  /** by the backend's own API, or by a person who is told what to enter */
  readonly by: "api" | "person";
  /** all custom providers as they are stored, secrets left out by the backend */
  readonly list: () => Promise<Listed>;
  /** Registers a clone of a known provider with only client and addresses replaced; without one, by the seed's form. */
  readonly register: (provider: NewProvider, clone: Known | undefined) => Promise<Taken>;
  readonly switchOff: (identifier: string) => Promise<Answer>;
  readonly remove: (identifier: string) => Promise<Answer>;
}

/** The API where its key is given and known; else a person, where one may be asked. */
export const providerAdminOf = (subject: ClientSubject, doors: Doors): ProviderAdmin => {
  const { adapter, service_key } = subject.spoke.backend;
  return adapter === "supabase-auth" && service_key !== undefined && subject.target.registersBy !== "person"
    ? supabaseAuthProviders(subject, doors)
    : providersByHand(subject, doors);
};
