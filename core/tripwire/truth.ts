import type { Evidence } from "../evidence/index.ts";
import type { TripwireLogin, TripwireRegistration } from "../evidence/tripwire.ts";
import { FIELDS, type Field } from "./fields.ts";

type Settings = Evidence["tripwire.settings"];

/**
 * What the backend makes of one manual setting. honoured: it decides. overridden: the discovery document does.
 * ignored: neither does, whatever comes is taken. not observable: nothing that was seen depends on it.
 */
export type Standing = "honoured" | "overridden" | "ignored" | "not observable";

export interface TruthRow {
  readonly field: Field;
  readonly standing: Standing;
  /** what was registered while the discovery document said something else */
  readonly set: string | undefined;
  readonly document: string | undefined;
  /** whether the admin API reads the registered value back; undefined when it read nothing back */
  readonly stored: boolean | undefined;
  /** sentences, each about something that was seen */
  readonly proof: readonly string[];
  /** ids of the exchanges that show it */
  readonly exchanges: readonly string[];
}

const loginOf = (one: TripwireRegistration, name: string): TripwireLogin | undefined =>
  one.logins?.find((login) => login.name === name);
/** A session that the spoke itself vouches for. */
export const signedIn = (login: TripwireLogin | undefined): boolean =>
  login?.session === true && login.own?.status === 200;
const isAbout = (field: Field) => (one: TripwireRegistration) =>
  one.poisoned?.length === 1 && one.poisoned[0] === field;
/** Several settings are wrong in its document at once: all, or all but the issuer where that one is looked at first. */
const isBroad = ({ poisoned = [] }: TripwireRegistration) => poisoned.length >= FIELDS.length - 1;
const isBothWrong = ({ poisoned = [] }: TripwireRegistration) =>
  poisoned.includes("issuer") && poisoned.includes("jwks");
export const isHonest = ({ poisoned }: TripwireRegistration): boolean => poisoned?.length === 0;

const touched = ({ touches = [] }: TripwireRegistration, at: string): boolean =>
  touches.some((touch) => touch.at === at);
const fetched = (one: TripwireRegistration) =>
  touched(one, "discovery") || touched(one, "discovery override");
const taken = (one: TripwireRegistration): boolean => one.taken ?? (one.answer?.status ?? 500) < 300;

type Seen = { readonly standing: Standing; readonly proof: string };
const yes = (accepted: boolean) => (accepted ? "accepted" : "refused");

const OTHER = { issuer: "key", jwks: "issuer" } as const;

/**
 * Issuer and keys are told by what the spoke takes: a token by the settings, and one by the document. Where the document
 * has both wrong, the other of the two may be what keeps a token out: then the pair counts in which it does not.
 */
const byTokens = (field: "issuer" | "jwks", one: TripwireRegistration): Seen => {
  const took = (name: string) => signedIn(loginOf(one, name));
  const other = field === "issuer" ? "jwks" : "issuer";
  const pairs = isBothWrong(one)
    ? [
        { manual: took("manual"), poisoned: took(`poisoned ${field}`), beside: "" },
        {
          manual: took(`poisoned ${other}`),
          poisoned: took("poisoned"),
          beside: ` (both with the document's ${OTHER[field]})`,
        },
      ]
    : [{ manual: took("manual"), poisoned: took("poisoned"), beside: "" }];
  const { manual, poisoned, beside } = pairs.find((pair) => pair.manual || pair.poisoned) ?? {
    manual: false,
    poisoned: false,
    beside: "",
  };
  const what = field === "issuer" ? "issuer" : "key";
  const proof = `a token with the registered ${what} was ${yes(manual)}, one with the document's ${what} ${yes(poisoned)}${beside}`;
  if (manual) return { standing: poisoned ? "ignored" : "honoured", proof };
  return { standing: poisoned ? "overridden" : "not observable", proof };
};

/** Endpoints are told by where the requests came. */
const byRequests = (field: Exclude<Field, "issuer">, one: TripwireRegistration): Seen => {
  const wrong = touched(one, `poisoned ${field}`);
  const right = touched(one, field);
  if (wrong)
    return { standing: "overridden", proof: `requests came to the ${field} URL of the discovery document` };
  if (right) return { standing: "honoured", proof: `requests came to the registered ${field} URL only` };
  const elsewhere = field === "authorization" ? loginOf(one, "manual")?.sentTo : undefined;
  return elsewhere === undefined
    ? { standing: "not observable", proof: `no request came to any ${field} URL` }
    : { standing: "ignored", proof: `the browser was sent to ${elsewhere}` };
};

const seenIn = (field: Field, one: TripwireRegistration): Seen => {
  if (!taken(one)) {
    const said = String(one.said ?? one.answer?.body ?? one.answer?.error?.code ?? "").slice(0, 200);
    // a document that is looked at for its issuer need not decide about anything else
    return fetched(one) && (field === "issuer" || one.poisoned?.length === 1)
      ? {
          standing: "overridden",
          proof: `refused at registration after its discovery document was fetched: ${said}`,
        }
      : {
          standing: "not observable",
          proof: `refused at registration (${one.answer?.status ?? "by hand"}): ${said}`,
        };
  }
  if (field === "issuer") return byTokens(field, one);
  const requests = byRequests(field, one);
  if (field !== "jwks" || requests.standing === "overridden") return requests;
  const tokens = byTokens(field, one);
  return { standing: tokens.standing, proof: `${tokens.proof}; ${requests.proof}` };
};

const WORST: readonly Standing[] = ["overridden", "ignored", "honoured", "not observable"];

/** The registrations that show what becomes of a setting: those about it alone, else those that are wrong in all. */
export const shownFor = ({ registrations = [] }: Settings, field: Field): readonly TripwireRegistration[] => {
  const about = registrations.filter(isAbout(field));
  return about.length > 0 ? about : registrations.filter(isBroad);
};

const rowOf = (settings: Settings, field: Field): TruthRow => {
  const registrations = settings.registrations ?? [];
  const about = registrations.filter(isAbout(field));
  const throughout = registrations.filter(isBroad);
  const alone = about.map((one) => ({ ...seenIn(field, one), where: `only ${field} poisoned` }));
  // with everything poisoned a refusal does not say by which setting: beside a look at this one alone only what was
  // overridden counts
  const beside = throughout
    .filter((one) => about.length === 0 || taken(one))
    .map((one) => ({
      ...seenIn(field, one),
      where: isBothWrong(one) ? "everything poisoned" : "all but the issuer poisoned",
    }))
    .filter(({ standing }) => about.length === 0 || standing === "overridden");
  const seen = [...alone, ...beside];
  const shown = shownFor(settings, field);
  const one = shown[0];
  const stored = one?.stored;
  const values = typeof stored === "object" && stored !== null ? Object.values(stored) : undefined;
  return {
    field,
    standing: WORST.find((standing) => seen.some((found) => found.standing === standing)) ?? "not observable",
    set: one?.set?.[field],
    document: one?.document?.[field],
    stored: one !== undefined && taken(one) ? values?.includes(one.set?.[field]) : undefined,
    proof: seen.map(({ where, proof }) => `${where}: ${proof}`),
    exchanges: shown.flatMap(({ answer, logins = [] }) =>
      [
        answer?.exchange,
        ...logins.flatMap(({ start, callback }) => [start?.exchange, callback?.exchange]),
      ].filter((id) => id !== undefined),
    ),
  };
};

/** The five manual settings, each with what the backend made of it and the proof. */
export const truthTable = (settings: Settings): readonly TruthRow[] =>
  FIELDS.map((field) => rowOf(settings, field));

/** When a discovery document was fetched: "registration", "start", "callback"; empty when it never was. */
export const discoveryPhases = ({ registrations = [] }: Settings): readonly string[] => [
  ...new Set(
    registrations.flatMap(({ touches = [] }) =>
      touches.filter(({ at }) => at?.startsWith("discovery")).map(({ phase }) => phase ?? "some time"),
    ),
  ),
];

/** Whether a login through an honest registration works: without it, silence proves nothing. */
export const honestWorks = ({ registrations = [] }: Settings): boolean =>
  registrations.some((one) => isHonest(one) && signedIn(loginOf(one, "manual")));

/** Whether a login whose token answer had no id_token was let in. */
export const takesNoIdToken = ({ registrations = [] }: Settings): boolean =>
  registrations.some((one) => isHonest(one) && signedIn(loginOf(one, "without id_token")));

export const overrideFetched = ({ registrations = [] }: Settings): boolean =>
  registrations.some((one) => touched(one, "discovery override"));
