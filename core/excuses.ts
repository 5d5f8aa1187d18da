import type { PublicEndpoint } from "./check.ts";
import type { Attestation, Temporary, Waiver } from "./spokes/schema.ts";
import type { Verdict } from "./verdict.ts";

/** The entry of spokes.yaml that answers for a verdict or a question. */
export interface Excuse {
  readonly by: "waiver" | "attestation" | "decision";
  readonly owner: string;
  readonly reason: string;
  readonly link: string;
  /** last day, e.g. 2026-12-31 */
  readonly until: string;
}

/** Entries of spokes.yaml that accept a fail (waiver, temporary endpoint) or answer an unknown (attestation). */
export interface Excuses {
  readonly covers: (verdict: Verdict) => boolean;
  readonly of: (verdict: Verdict) => Excuse | undefined;
  /** what a person attested to a question that no check can answer */
  readonly answer: (question: string, spoke: string) => Excuse | undefined;
  /** sentences about entries that do not hold: expired, stale, forbidden */
  readonly complaints: (
    verdicts: readonly Verdict[],
    /** ids of what is judged: an entry for another spoke is that spoke's business */
    spokes: readonly string[],
  ) => readonly string[];
}

export interface Entries {
  readonly waivers: readonly Waiver[];
  readonly attestations: readonly Attestation[];
  /** of the target that is judged */
  readonly temporary?: readonly Temporary[];
}

/** Obligations of Gate 4 that a person may vouch for. The others are the decision itself. */
const ATTESTABLE = ["readiness/dependencies-go", "readiness/no-tripwire-left"];
/** Checks of that room: judged over evidence, and vouched for where they say themselves that nobody declared where to look. */
const HEARTBEAT = /^readiness\/hub-heartbeat/;

/** Never to be waived: claims, the manual settings of Gate 2, secrets in the open, the decision's own table. */
export const neverWaived = (check: string, pauses: ReadonlySet<string>): boolean =>
  check.startsWith("claims/") ||
  check.startsWith("readiness/") ||
  pauses.has(check) ||
  /[/-]secret(-|$)|[/-]token-(left|in)-/.test(check);

/** One person may vouch for several spokes at once. */
export const spokesOf = ({ spoke }: Waiver | Attestation): readonly string[] => [spoke].flat();

/** A row that may not be waived is vouched for by a person only where it says itself that no run can show it. */
export const mayBeAttested = ({ check, resolvedBy = "" }: Verdict, pauses: ReadonlySet<string>): boolean =>
  check.startsWith("readiness/")
    ? ATTESTABLE.includes(check) || (HEARTBEAT.test(check) && /\battest/.test(resolvedBy))
    : !neverWaived(check, pauses) || /\battest/.test(resolvedBy);

const URLS = /https:\/\/[^\s"'<>)]+/g;
const withoutQuery = (url: string): string => url.replace(/[?#].*$/, "");

/** Every place where the browser was exposed is a temporary endpoint, and nothing else is. */
const onlyTemporary = ({ cases = [] }: Verdict, urls: readonly string[]): boolean => {
  const failed = cases.filter(({ outcome }) => outcome === "fail");
  return (
    failed.length > 0 &&
    failed.every(({ actual }) => {
      const named = [...String(actual).matchAll(URLS)].map(([url]) => withoutQuery(url));
      return named.length > 0 && named.every((url) => urls.includes(url));
    })
  );
};

/** Every endpoint that the spoke entered otherwise than discovery has it is a temporary one, entered as it was declared. */
const enteredAs = ({ cases = [] }: Verdict, standing: readonly Temporary[]): Temporary | undefined => {
  const failed = cases.filter(({ outcome }) => outcome === "fail");
  const declared = failed.map(({ at, actual }) =>
    standing.find(({ endpoint, url }) => at === `provider.endpoints.${endpoint}` && actual === url),
  );
  return declared.every((one) => one !== undefined) ? declared[0] : undefined;
};

export const readExcuses = (
  entries: Entries,
  target: string,
  /** ids of the checks whose fail pauses */
  pauses: ReadonlySet<string>,
  now: Date,
  /** the public endpoint that a check is about */
  endpointOf: (check: string) => PublicEndpoint | undefined = () => undefined,
): Excuses => {
  const today = now.toISOString().slice(0, 10);
  const mine = <T extends { readonly target: string }>(list: readonly T[]) =>
    list.filter((one) => one.target === target);
  const waivers = mine(entries.waivers);
  const attestations = mine(entries.attestations);
  const temporary = entries.temporary ?? [];
  const about = (one: Waiver | Attestation, verdict: Verdict) =>
    one.check === verdict.check && spokesOf(one).includes(verdict.spoke);
  const inForce = ({ until }: { readonly until: string }) => until >= today;
  const attested = (one: Attestation) => one.on <= today && inForce(one);
  const excuse = (by: Excuse["by"], { owner, reason, link, until }: Waiver | Attestation): Excuse => ({
    by,
    owner,
    reason,
    link,
    until,
  });

  const ofTemporary = (verdict: Verdict): Excuse | undefined => {
    const standing = temporary.filter(inForce);
    const endpoint = endpointOf(verdict.check);
    const matching: Readonly<Record<string, () => Temporary | undefined>> = {
      "provider/browser-stays-branded": () =>
        onlyTemporary(
          verdict,
          standing.map(({ url }) => url),
        )
          ? standing[0]
          : undefined,
      "endpoints/manual-endpoints-match-discovery": () => enteredAs(verdict, standing),
    };
    const one = (
      matching[verdict.check] ?? (() => standing.find((candidate) => candidate.endpoint === endpoint))
    )();
    return (
      one && {
        by: "waiver",
        owner: one.owner,
        reason: `the ${one.endpoint} endpoint is ${one.url} for now`,
        link: one.link,
        until: one.until,
      }
    );
  };

  const of = (verdict: Verdict): Excuse | undefined => {
    if (verdict.outcome === "fail" && !neverWaived(verdict.check, pauses)) {
      const waived = waivers.find((one) => about(one, verdict) && inForce(one));
      return waived ? excuse("waiver", waived) : ofTemporary(verdict);
    }
    if (verdict.outcome !== "unknown" || verdict.harnessError !== undefined) return undefined;
    if (!mayBeAttested(verdict, pauses)) return undefined;
    const found = attestations.find((one) => about(one, verdict) && attested(one));
    return found && excuse("attestation", found);
  };

  const complain = (
    what: "waiver" | "attestation",
    one: Waiver | Attestation,
    verdicts: readonly Verdict[],
  ): string[] => {
    const verdict = verdicts.find((candidate) => about(one, candidate));
    const name = `the ${what} of ${one.check} for ${spokesOf(one).join(", ")} (${one.owner})`;
    if (what === "waiver" && neverWaived(one.check, pauses))
      return [`${name} waives what may never be waived: delete it`];
    if (what === "attestation" && verdict?.outcome === "unknown" && !mayBeAttested(verdict, pauses))
      return [`${name} vouches for what a run must show (${verdict.resolvedBy}): delete it`];
    if ("on" in one && one.on > today) return [`${name} is dated ${one.on}, which has not come: correct it`];
    if (!inForce(one)) return [`${name} expired on ${one.until} and is void: ${renew[what]}`];
    // Only a demonstrated pass makes it stale: a check that was not run says nothing. Whether a dependency has a GO
    // depends on what was gated beside the spoke, so an answer to that is never stale.
    return verdict?.outcome === "pass" && !ATTESTABLE.includes(one.check)
      ? [`${name} is stale, the check passes now: delete it`]
      : [];
  };

  return {
    covers: (verdict) => of(verdict) !== undefined,
    of,
    answer: (question, spoke) => {
      const found = attestations.find(
        (one) => one.check === question && spokesOf(one).includes(spoke) && attested(one),
      );
      return found && excuse("attestation", found);
    },
    complaints: (verdicts, spokes) => [
      ...waivers
        .filter(({ spoke }) => spokes.includes(spoke))
        .flatMap((one) => complain("waiver", one, verdicts)),
      ...attestations
        .filter((one) => spokesOf(one).some((spoke) => spokes.includes(spoke)))
        .flatMap((one) => complain("attestation", one, verdicts)),
      ...temporary
        .filter((one) => !inForce(one))
        .map(
          ({ endpoint, owner, until }) =>
            `the temporary ${endpoint} endpoint (${owner}) expired on ${until} and is void: switch back to the public one, or renew it with its reason`,
        ),
    ],
  };
};

const renew = {
  waiver: "mend the fault, or renew it with its reason",
  attestation: "look again and renew it, or delete it",
};
