import type { Evidence } from "../evidence/index.ts";
import { providerEndpoints } from "../spokes/subjects.ts";
import type { ClientSubject } from "../subject.ts";
import { isHonest } from "./truth.ts";

/** What became of a value between being entered and being read back. */
export type Fate = "kept" | "dropped" | "changed";

/** A value that was to be stored, and what the backend reads back. */
export interface StoredValue {
  readonly entered: unknown;
  readonly read: unknown;
  /** undefined: nobody can read it back, or nothing was entered */
  readonly fate: Fate | undefined;
}

/** One setting of the provider form: Cargo's own provider as spokes.yaml has it, and the tripwire's clone of it. */
export interface StoredRow {
  readonly setting: string;
  readonly real: StoredValue;
  readonly clone: StoredValue;
}

/** In the order of the form. */
const SETTINGS: readonly (readonly [setting: string, words: string])[] = [
  ["kind", "kind"],
  ["issuer", "issuer"],
  ["authorization", "authorization endpoint"],
  ["token", "token endpoint"],
  ["userinfo", "userinfo endpoint"],
  ["jwks", "JWKS endpoint"],
  ["discovery", "discovery address"],
  ["scopes", "scopes"],
  ["pkce", "PKCE"],
  ["emailOptional", "users without e-mail"],
  ["enabled", "enabled"],
];

type Read = Readonly<Record<string, unknown>>;

const fateOf = (entered: unknown, read: Read | undefined, setting: string): Fate | undefined => {
  if (read === undefined || entered === undefined) return undefined;
  const value = read[setting];
  if (value === undefined) return "dropped";
  return JSON.stringify(value) === JSON.stringify(entered) ? "kept" : "changed";
};

/** What spokes.yaml says was entered for Cargo. The form has no box for a discovery address: auto-discovery is off. */
const stated = (subject: ClientSubject): Read => {
  const { provider } = subject.spoke;
  const issuer = provider.issuer ?? subject.hub.issuer;
  return {
    kind: "oidc",
    ...providerEndpoints(subject),
    ...(issuer !== undefined && { issuer }),
    scopes: provider.scopes,
    pkce: provider.pkce,
    emailOptional: provider.allow_users_without_email,
    enabled: true,
  };
};

/**
 * Field by field what was entered and what is read back, for the real provider and for the tripwire's honest clone of
 * it. A setting that neither side knows anything of is left out.
 */
export const storedRows = (
  subject: ClientSubject,
  registered: Evidence["provider.registered"] | undefined,
  settings: Evidence["tripwire.settings"],
): readonly StoredRow[] => {
  const real = registered?.providers?.find(({ identifier }) => identifier === subject.spoke.provider.id);
  const clone = (settings.registrations ?? []).find(isHonest);
  const said = stated(subject);
  const value = (entered: Read | undefined, read: Read | undefined, setting: string): StoredValue => ({
    entered: entered?.[setting],
    read: read?.[setting],
    fate: fateOf(entered?.[setting], read, setting),
  });
  return SETTINGS.map(([setting, words]) => ({
    setting: words,
    real: value(said, real, setting),
    clone: value(clone?.sent, clone?.read, setting),
  })).filter(({ real, clone }) =>
    [real, clone].some(({ entered, read }) => entered !== undefined || read !== undefined),
  );
};
