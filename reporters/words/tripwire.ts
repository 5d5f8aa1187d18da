import type { TripwireRegistration } from "../../core/evidence/tripwire.ts";
import type { Report } from "../../core/report.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";

/** Whose value the backend worked with: what was set by hand, what the poisoned document says, both, or nobody saw. */
export type Used = "as set" | "from discovery" | "both" | "not seen";

/** One setting of the provider, and what the backend makes of it. */
export interface TruthRow {
  readonly field: Field;
  readonly set: string | undefined;
  readonly document: string | undefined;
  readonly used: Used;
}

export interface RegistrationRow {
  readonly name: string;
  /** status of the answer to the registration, or why there was none */
  readonly answered: string;
  readonly accepted: boolean;
  readonly discoveryFetches: number;
  readonly logins: number;
  readonly signedIn: number;
  readonly ended: string;
}

export interface TruthTable {
  readonly rows: readonly TruthRow[];
  readonly registrations: readonly RegistrationRow[];
  readonly discoveryFetches: number;
  /** what the backend does, in one sentence */
  readonly mode: string;
}

const touchesOf = ({ touches = [], logins = [] }: TripwireRegistration): string[] => [
  ...touches.flatMap(({ at }) => (at === undefined ? [] : [at])),
  ...logins.flatMap(({ touched = [] }) => touched),
];

const usedOf = (field: Field, poisoned: readonly TripwireRegistration[]): Used => {
  // An issuer is not an address: that a login succeeds under the set one is what shows it.
  if (field === "issuer") {
    const only = poisoned.filter((one) => one.poisoned?.includes("issuer"));
    const logins = only.flatMap(({ logins: list = [] }) => list);
    return logins.some(({ session }) => session === true) ? "as set" : "not seen";
  }
  const seen = poisoned.filter((one) => one.poisoned?.includes(field)).flatMap(touchesOf);
  const [honest, bad] = [seen.includes(field), seen.includes(`poisoned ${field}`)];
  if (honest && bad) return "both";
  return honest ? "as set" : bad ? "from discovery" : "not seen";
};

const registrationRow = (one: TripwireRegistration): RegistrationRow => {
  const { poisoned = [], answer, logins = [], ended = "" } = one;
  const status = answer?.status;
  return {
    name:
      poisoned.length === 0
        ? "honest"
        : poisoned.length >= FIELDS.length
          ? "all poisoned"
          : poisoned.join(", "),
    answered: status === undefined ? (answer?.error?.code ?? "no answer") : String(status),
    accepted: status !== undefined && status < 300,
    discoveryFetches: touchesOf(one).filter((at) => at === "discovery").length,
    logins: logins.length,
    signedIn: logins.filter(({ session }) => session === true).length,
    ended,
  };
};

const modeOf = (rows: readonly TruthRow[], fetches: number, refused: number): string => {
  const overridden = rows.filter(({ used }) => used === "from discovery" || used === "both");
  if (overridden.length > 0) {
    return `Discovery stands above the manual settings: ${overridden.map(({ field }) => field).join(", ")} came from the discovery document.`;
  }
  if (refused > 0 && fetches > 0)
    return "Discovery is forced: a registration was refused after its discovery document was fetched.";
  if (fetches > 0) return "The discovery document is fetched although Auto-discovery is off.";
  return rows.every(({ used }) => used === "as set")
    ? "Manual: every setting is used as it was set, and no discovery document is fetched."
    : "Not known: not every setting was seen in use.";
};

/** What the tripwire saw of the manual settings; undefined when it was not set up. */
export const truthTable = (report: Report): TruthTable | undefined => {
  const found = report.evidence[report.readiness.spoke]?.["tripwire.settings"];
  if (found?.is !== "seen") return undefined;
  const { registrations = [] } = found.value as { readonly registrations?: readonly TripwireRegistration[] };
  if (registrations.length === 0) return undefined;
  const poisoned = registrations.filter((one) => (one.poisoned ?? []).length > 0);
  const whole = poisoned.find((one) => (one.poisoned ?? []).length >= FIELDS.length) ?? poisoned[0];
  const rows = FIELDS.map(
    (field): TruthRow => ({
      field,
      set: whole?.set?.[field],
      document: whole?.document?.[field],
      used: usedOf(field, poisoned),
    }),
  );
  const told = registrations.map(registrationRow);
  const fetches = told.reduce((sum, one) => sum + one.discoveryFetches, 0);
  const refused = told.filter(({ accepted }) => !accepted).length;
  return { rows, registrations: told, discoveryFetches: fetches, mode: modeOf(rows, fetches, refused) };
};
