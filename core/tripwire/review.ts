import type { Evidence } from "../evidence/index.ts";
import { lossesOf, MODE_WORDS, modeOf } from "./mode.ts";
import type { Mode } from "./mode-names.ts";
import { discoveryPhases, type TruthRow, truthTable } from "./truth.ts";

/** One way out of the pause, and what it costs in security. */
export interface Option {
  readonly title: string;
  readonly how: string;
  readonly costs: string;
}

/** What an architecture review has to decide on, as data: what was set, what was stored, what was seen, what can be done. */
export interface ReviewPack {
  /** undefined while no honest login works: then there is nothing to decide yet */
  readonly mode: Mode | undefined;
  readonly does: string;
  /** what the registrations say nothing of, where they are no clones of Cargo's own provider as it is stored */
  readonly capabilityOnly: string | undefined;
  readonly loses: readonly string[];
  readonly table: readonly TruthRow[];
  /** settings that were entered and that the admin API does not read back: dropped without a word */
  readonly dropped: readonly string[];
  /** when a discovery document was fetched: "registration", "start", "callback" */
  readonly discovery: readonly string[];
  readonly options: readonly Option[];
}

const OPTIONS: readonly Option[] = [
  {
    title: "A discovery document for spokes on the public domain",
    how: "Cargo serves a static document there, with the hub's issuer byte for byte and the public endpoints; the spoke's provider names it as its discovery address. Accepted as architecture_decision with mode discovery-url.",
    costs:
      "One more document that decides where logins go: it needs an owner, a review for each change and a check that it still agrees with the hub.",
  },
  {
    title: "The backend learns to honour manual settings",
    how: "A change upstream, or a backend that has it. Nothing is accepted: Gate 2 is run again.",
    costs: "Time, and a version of the backend that somebody keeps. No loss of security.",
  },
  {
    title: "The plain OAuth2 kind",
    how: "The provider is registered with manual endpoints and without an issuer. Accepted as architecture_decision with mode oauth2.",
    costs:
      "No id_token is checked: who signs in is what unsigned userinfo says. Every row about the id_token stays red in the report.",
  },
  {
    title: "Discovery as it is",
    how: "The issuer's own document decides. Accepted as architecture_decision with mode discovery.",
    costs:
      "The browser shows the vendor's host at every login, and the hub's document alone decides where codes and secrets go.",
  },
  {
    title: "No migration for now",
    how: "The spoke keeps its present sign-in until one of the others is true.",
    costs: "The spoke stays outside the federation.",
  },
];

const CAPABILITY_ONLY =
  "Capability only: what is stored of Cargo's own provider was not read back, so this shows what the backend does with such settings, not that it has them. The rest is attested by whoever operates it.";

export const reviewPack = (settings: Evidence["tripwire.settings"]): ReviewPack => {
  const mode = modeOf(settings);
  const table = truthTable(settings);
  const words = mode === undefined ? undefined : MODE_WORDS[mode];
  return {
    mode,
    does:
      words?.does ?? "No login through an honest registration works, so nothing can be said of the settings.",
    capabilityOnly: settings.cloned === undefined ? CAPABILITY_ONLY : undefined,
    loses: mode === undefined ? [] : lossesOf(mode, settings),
    table,
    dropped: table.filter(({ stored }) => stored === false).map(({ field }) => field),
    discovery: discoveryPhases(settings),
    options: OPTIONS,
  };
};
