import type { Surface } from "../contract.ts";
import type { Cell, Matrix, Phase } from "./matrix.ts";

/** The ways a claim takes from the hub to a policy, and where it can be lost. */
export type Hop = "hub" | "hub-to-id-token" | "spoke-login" | "session-to-rls" | "hidden";

/** Where one claim was lost on its way, and what to set there. */
export interface Loss {
  readonly claim: string;
  readonly phase: Phase;
  /** the required surface at which it is missing in the end */
  readonly surface: Surface;
  readonly what: "never issued" | "vanished" | "changed type" | "stale" | "not traceable";
  readonly hop: Hop;
  /** the last surface that carried it well, if any did */
  readonly after: Surface | undefined;
  /** what to set, and where */
  readonly set: string;
}

const HUB: readonly Surface[] = ["hub_id_token", "hub_userinfo", "hub_access_token"];
const wellOn = (cell: Cell | undefined): boolean =>
  cell?.state === "present" || cell?.state === "wrong-value" || cell?.state === "stale";

const SET: Readonly<Record<Hop, (claim: string) => string>> = {
  hub: (claim) =>
    `at the hub, add "${claim}" to the claims it issues to this client (token hook or claim mapping of the OAuth client), for the id_token first`,
  "hub-to-id-token": (claim) =>
    `at the hub, put "${claim}" in the id_token and userinfo as well: an OIDC relying party reads only these, never the hub's access token. Where the hub cannot (the hook of Supabase Auth reaches access tokens alone), add it at the spoke by an access token hook that is fed from the hub's access token (contract/sql/cargo_claims_hook.sql)`,
  "spoke-login": (claim) =>
    `at the spoke's backend, carry "${claim}" into the native session at sign-in and at every refresh, by an access token hook (contract/sql/cargo_claims_hook.sql) or a mapping into app_metadata; a claim allowlist reaches user_metadata alone, which its owner can write`,
  "session-to-rls": (claim) =>
    `at the spoke's data API, verify the session token itself and hand its whole payload to Postgres as request.jwt.claims, so that policies read "${claim}"`,
  hidden: () => "give the access with which the hub's own tokens can be looked at, then run again",
};

const loss = (cell: Cell, hop: Hop, after: Surface | undefined, what: Loss["what"]): Loss => ({
  claim: cell.claim,
  phase: cell.phase,
  surface: cell.surface,
  what,
  hop,
  after,
  set: SET[hop](cell.claim),
});

const trace = (cell: Cell, on: (surface: Surface) => Cell | undefined): Loss => {
  const lost = cell.state === "wrong-type" ? "changed type" : cell.state === "stale" ? "stale" : "vanished";
  const session = on("spoke_session");
  if (cell.surface === "spoke_rls" && wellOn(session) && session?.state !== cell.state) {
    return loss(cell, "session-to-rls", "spoke_session", lost);
  }
  const carried = HUB.find((surface) => wellOn(on(surface)));
  if (carried === "hub_id_token" || carried === "hub_userinfo")
    return loss(cell, "spoke-login", carried, lost);
  if (HUB.some((surface) => on(surface)?.state === "unknown")) {
    return loss(cell, "hidden", carried, "not traceable");
  }
  if (carried === "hub_access_token") return loss(cell, "hub-to-id-token", carried, lost);
  return loss(cell, "hub", undefined, lost === "vanished" ? "never issued" : lost);
};

/**
 * For each claim that a required surface misses, or has with another type or from before a switch: the first hop at
 * which it went wrong and what to set there. A later surface that only repeats an earlier one's loss is not listed.
 */
export const tracePaths = (matrix: Matrix): readonly Loss[] =>
  matrix.phases.flatMap((phase) =>
    matrix.claims.flatMap((claim) => {
      const cells = matrix.cells.filter((cell) => cell.phase === phase && cell.claim === claim);
      const on = (surface: Surface) => cells.find((cell) => cell.surface === surface);
      const broken = cells.find(
        ({ required, state }) =>
          required && (state === "missing" || state === "wrong-type" || state === "stale"),
      );
      return broken ? [trace(broken, on)] : [];
    }),
  );
