import type { Contract, Surface } from "../contract.ts";
import { keysOf } from "./elsewhere.ts";
import type { Cell, Matrix, Phase } from "./matrix.ts";
import { policyLosses } from "./policies.ts";

/** The ways a claim takes from the hub to a policy, in order, and where it can be lost. */
export const HOPS = ["hub", "hub-to-id-token", "spoke-login", "session-to-rls", "rls-to-policy"] as const;
export type Hop = (typeof HOPS)[number] | "hidden";

/** Where one claim was lost on its way, and what to set there. */
export interface Loss {
  readonly claim: string;
  readonly phase: Phase;
  /** the required surface at which it is missing in the end */
  readonly surface: Surface;
  readonly what: "never issued" | "vanished" | "out of place" | "changed type" | "stale" | "not traceable";
  readonly hop: Hop;
  /** the last surface that carried it well, if any did */
  readonly after: Surface | undefined;
  /** what to set, and where */
  readonly set: string;
}

const HUB: readonly Surface[] = ["hub_id_token", "hub_userinfo", "hub_access_token"];
const wellOn = (cell: Cell | undefined): boolean =>
  cell?.state === "present" || cell?.state === "wrong-value" || cell?.state === "stale";

const HOOK = "an access token hook of the spoke (contract/sql/cargo_claims_hook.sql)";

const SET: Readonly<Record<Hop, (claim: string) => string>> = {
  hub: (claim) =>
    `at the hub, add "${claim}" to the claims it issues to this client (token hook or claim mapping of the OAuth client), for the id_token first`,
  "hub-to-id-token": (claim) =>
    `at the hub, put "${claim}" in the id_token and userinfo as well: an OIDC relying party reads only these, never the hub's access token. Where the hub cannot (the hook of Supabase Auth reaches access tokens alone), add it by ${HOOK}, which is fed with what the hub states`,
  "spoke-login": (claim) =>
    `at the spoke's backend, carry "${claim}" into the native session at sign-in and at every refresh, by ${HOOK} or a mapping into app_metadata; a claim allowlist reaches user_metadata alone, which its owner can write`,
  "session-to-rls": (claim) =>
    `at the spoke's data API, verify the session token itself and hand its whole payload to Postgres as request.jwt.claims, so that policies read "${claim}"`,
  "rls-to-policy": (claim) => `in the policy, read "${claim}" where the session token carries it`,
  hidden: () => "give the access with which the hub's own tokens can be looked at, then run again",
};

/** What to set for a claim that is there, where nobody looks for it. */
const setForMisplaced = ({ claim }: Cell, hop: Hop, found: readonly string[]): string => {
  const at = keysOf(found);
  if (hop === "hub")
    return `at the hub's token hook, write "${claim}" as a claim of its own at the top level; now it stands at ${at}`;
  if (found[0] === "user_metadata")
    return `at the spoke, "${claim}" stands at ${at} (claim allowlist or mapping of the provider), which its owner can write: no policy may read it there. Write it at the top level or under app_metadata, by ${HOOK}`;
  return `at the spoke's hook or mapping, "${claim}" is written at ${at}, which is another key. Write it as '${claim}' at the top level or under app_metadata`;
};

const FOR_TYPE: Readonly<Partial<Record<Hop, (claim: string, as: string) => string>>> = {
  hub: (claim, as) =>
    `at the hub's token hook or claim mapping, "${claim}" is issued with another type${as}: issue the type of the contract`,
  "hub-to-id-token": (claim, as) =>
    `at the hub, "${claim}" has another type in the id_token or userinfo${as} than in the access token: issue all three from one source`,
  "spoke-login": (claim, as) =>
    `at the spoke's hook or claim mapping, "${claim}" changes its type${as}: copy the JSON value as it is, never as text or joined with commas`,
  "session-to-rls": (claim, as) =>
    `at the spoke's data API, "${claim}" arrives with another type${as}: hand the session token's payload to Postgres as one JSON document (request.jwt.claims), not one text setting a claim`,
};

const loss = (cell: Cell, hop: Hop, after: Surface | undefined, lost: Loss["what"]): Loss => {
  const { claim, phase, surface, elsewhere, why } = cell;
  const misplaced = lost === "vanished" && elsewhere !== undefined && hop !== "hidden";
  const what = misplaced ? "out of place" : lost;
  const as = why === undefined ? "" : ` (${why})`;
  const set =
    (misplaced && setForMisplaced(cell, hop, elsewhere)) ||
    (what === "changed type" && FOR_TYPE[hop]?.(claim, as)) ||
    SET[hop](claim);
  return { claim, phase, surface, what, hop, after, set };
};

const trace = (cell: Cell, on: (surface: Surface) => Cell | undefined): Loss => {
  const lost = cell.state === "wrong-type" ? "changed type" : cell.state === "stale" ? "stale" : "vanished";
  const session = on("spoke_session");
  if (cell.surface === "spoke_rls" && wellOn(session) && session?.state !== cell.state) {
    return loss(cell, "session-to-rls", "spoke_session", lost);
  }
  const carried = HUB.find((surface) => wellOn(on(surface)));
  // what a relying party reads was wrong already, in the same way
  const wrongAlready = lost === "changed type" && on("hub_id_token")?.state === "wrong-type";
  if ((carried === "hub_id_token" || carried === "hub_userinfo") && !wrongAlready)
    return loss(cell, "spoke-login", carried, lost);
  if (HUB.some((surface) => on(surface)?.state === "unknown")) {
    return loss(cell, "hidden", carried, "not traceable");
  }
  if (carried !== undefined) return loss(cell, "hub-to-id-token", carried, lost);
  const misplaced = HUB.map(on).find((one) => one?.elsewhere !== undefined);
  if (lost === "vanished" && misplaced) {
    return { ...loss(misplaced, "hub", undefined, lost), surface: cell.surface };
  }
  return loss(cell, "hub", undefined, lost === "vanished" ? "never issued" : lost);
};

const BROKEN: readonly Cell["state"][] = ["missing", "wrong-type", "stale"];

/**
 * For each claim that a required surface misses, or has with another type or from before a switch: the first hop at
 * which it went wrong and what to set there. A later surface that only repeats an earlier one's loss is not listed. A
 * claim beside the contract is followed where the hub states it.
 */
export const tracePaths = (matrix: Matrix): readonly Loss[] => {
  const ends = new Set(matrix.cells.flatMap(({ required, surface }) => (required ? [surface] : [])));
  return matrix.phases.flatMap((phase) =>
    matrix.claims.flatMap((claim) => {
      const cells = matrix.cells.filter((cell) => cell.phase === phase && cell.claim === claim);
      const on = (surface: Surface) => cells.find((cell) => cell.surface === surface);
      const stated = HUB.some((surface) => wellOn(on(surface)));
      const broken = cells.find(
        ({ required, surface, state }) =>
          (required || (stated && ends.has(surface))) && BROKEN.includes(state),
      );
      return broken ? [trace(broken, on)] : [];
    }),
  );
};

/** The whole way of every claim: what is lost up to Postgres, and what of the rest its policies lose. */
export const traceWays = (contract: Contract, matrix: Matrix, policies: unknown): readonly Loss[] => {
  const lost = tracePaths(matrix);
  const already = new Set(lost.map(({ claim, phase }) => `${claim} ${phase}`));
  const later = policyLosses(contract, matrix, policies);
  return [...lost, ...later.filter(({ claim, phase }) => !already.has(`${claim} ${phase}`))];
};
