import type { Evidence } from "../evidence/index.ts";
import type { Acceptable, Mode, ModeInForce } from "./mode-names.ts";
import {
  discoveryPhases,
  honestWorks,
  overrideFetched,
  type TruthRow,
  takesNoIdToken,
  truthTable,
} from "./truth.ts";

/** The mode in force; undefined while no honest login works, for then nothing can be said. */
export const modeOf = (settings: Evidence["tripwire.settings"]): Mode | undefined => {
  if (!honestWorks(settings)) return undefined;
  const standing = new Map(
    truthTable(settings).map((row): [string, TruthRow["standing"]] => [row.field, row.standing]),
  );
  const is = (field: string, ...wanted: readonly TruthRow["standing"][]) =>
    wanted.includes(standing.get(field) ?? "not observable");
  const discovers = discoveryPhases(settings).length > 0;
  const endpointsManual = is("authorization", "honoured") && is("token", "honoured");
  if (!discovers && endpointsManual && is("issuer", "honoured") && is("jwks", "honoured")) {
    return is("userinfo", "honoured", "not observable") ? "manual" : "mixed";
  }
  if (
    discovers &&
    is("authorization", "overridden") &&
    is("token", "overridden") &&
    is("jwks", "overridden")
  ) {
    return overrideFetched(settings) ? "discovery-url" : "discovery";
  }
  if (!discovers && endpointsManual && is("issuer", "ignored") && takesNoIdToken(settings)) return "oauth2";
  return "mixed";
};

export interface ModeWords {
  readonly name: string;
  /** what the backend does in it */
  readonly does: string;
  /** what is lost against the manual settings by what the mode is, each a sentence */
  readonly loses: readonly string[];
}

const UNSIGNED =
  "Where the hub's token answer has no id_token, unsigned userinfo decides who signs in: nothing is signed any more on the day the hub leaves it out.";

/** What is lost in a mode, as it was seen here: some backends lose more in it than others. */
export const lossesOf = (mode: Mode, settings: Evidence["tripwire.settings"]): readonly string[] => {
  const { loses } = MODE_WORDS[mode];
  const discovers = mode === "discovery" || mode === "discovery-url";
  return discovers && takesNoIdToken(settings) ? [...loses, UNSIGNED] : loses;
};

export const MODE_WORDS: Readonly<Record<Mode, ModeWords>> = {
  manual: { name: "manual settings", does: "Issuer and endpoints decide as they were entered.", loses: [] },
  discovery: {
    name: "discovery forced",
    does: "The issuer's discovery document decides; endpoints that were entered by hand are dropped.",
    loses: [
      "The browser is sent to whatever host the discovery document names: with the hub's own document, the vendor's.",
      "Whoever can change that document can move the authorization, token and key endpoints without anybody at the spoke agreeing.",
      "The hub cannot move an endpoint at the spoke's side alone.",
    ],
  },
  "discovery-url": {
    name: "discovery from an address of its own",
    does: "A discovery document at a stated address decides; endpoints that were entered by hand are dropped.",
    loses: [
      "The document at that address is a new thing to keep: it must name the issuer of the hub and the public endpoints, byte for byte.",
      "Whoever can change that document can move the authorization, token and key endpoints without anybody at the spoke agreeing.",
    ],
  },
  oauth2: {
    name: "plain OAuth2",
    does: "Endpoints decide as they were entered; there is no issuer, and no id_token is looked at.",
    loses: [
      "No signature, issuer, audience, expiry or nonce is checked: who signs in is what unsigned userinfo says.",
      "A token of another client, put in by an attacker, is not told apart from one that was meant for this spoke.",
      "The hub's keys mean nothing to the spoke: rotating or withdrawing one changes nothing there.",
    ],
  },
  mixed: {
    name: "a mixture",
    does: "Some settings decide as they were entered, others do not: see the table.",
    loses: ["What holds for one setting cannot be concluded from another."],
  },
};

/** What a report tells of the mode; undefined while no honest login works. */
export const modeInForce = (settings: Evidence["tripwire.settings"]): ModeInForce | undefined => {
  const mode = modeOf(settings);
  return mode && { mode, name: MODE_WORDS[mode].name, loses: lossesOf(mode, settings) };
};

const ENDPOINTS = ["authorization", "token", "userinfo", "jwks"].map(
  (name) => `provider/${name}-endpoint-honoured`,
);
/** Everything that only an id_token can show (OIDC Core 3.1.3.7). */
const ID_TOKEN_ROWS = [
  "bad-signature",
  "alg-none",
  "alg-confusion",
  "unknown-kid",
  "wrong-issuer",
  "wrong-audience",
  "extra-audience",
  "expired",
  "future-token",
  "missing-id-token",
  "missing-sub",
  "missing-iat",
  "userinfo-sub-mismatch",
].map((name) => `provider/refuses-${name}`);

/**
 * The checks that a backend in this mode fails by what the mode is: when the mode was accepted by an architecture
 * review, their fails are what was accepted, and nothing else is.
 */
export const ACCEPTED_BY_MODE: Readonly<Record<Acceptable, readonly string[]>> = {
  discovery: [
    "provider/autodiscovery-off",
    "provider/cargo-provider-settings-match",
    "provider/issuer-honoured",
    "provider/refuses-missing-id-token",
    ...ENDPOINTS,
  ],
  "discovery-url": [
    "provider/autodiscovery-off",
    "provider/cargo-provider-settings-match",
    "provider/issuer-honoured",
    "provider/refuses-missing-id-token",
    ...ENDPOINTS,
  ],
  oauth2: [
    "provider/registered-as-custom-oidc",
    "provider/cargo-provider-settings-match",
    "provider/issuer-honoured",
    "provider/jwks-endpoint-honoured",
    "provider/mix-up-refused",
    "provider/checks-at-hash",
    ...ID_TOKEN_ROWS,
  ],
};
