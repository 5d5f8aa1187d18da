import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { at, holds, type PLACES } from "./app-key.ts";

type Granted = Evidence["claims.grant"];
type Place = (typeof PLACES)[number];
interface GrantCase {
  readonly name: string;
  readonly judge: () => Judgement;
}

/** Where the key was, it must be no longer. `when`: "after a refresh". */
const gone = (
  had: readonly Place[],
  seen: PhaseSeen,
  key: string,
  when: string,
  exchange: string | undefined,
): readonly GrantCase[] => {
  const unseen = seen.surfaces?.spoke_session?.claims === undefined && seen.session_user === undefined;
  return had.map((place) => ({
    name: `${place.name} ${when}`,
    judge: () => {
      if (unseen) return unknown(`the session ${when} was not seen`, "a run in which it is seen");
      const now = at(seen, place);
      return holds(now, key)
        ? fail(`app_access in ${place.name} ${when}`, `without ${key}`, now, exchange)
        : pass;
    },
  }));
};

/** The session that stood when the grant was taken back, at its next refresh. */
export const refreshed = (
  had: readonly Place[],
  { after, renewed }: Granted,
  key: string,
): readonly GrantCase[] => {
  const { status, exchange } = renewed?.answer ?? {};
  if (after !== undefined) return gone(had, after, key, "after a refresh", exchange);
  const refused = status !== undefined && status >= 400 && status < 500;
  const judge = (): Judgement =>
    refused
      ? pass
      : unknown(`the refresh was answered ${status ?? "nothing"}`, "a run in which the spoke answers");
  return [{ name: "the refresh is refused", judge }];
};

/** Refused on the way, or let in without the key: then it is the app's backstop that sends them away. */
export const signedInAnew = (
  had: readonly Place[],
  { walk, sign_in }: Granted,
  key: string,
): readonly GrantCase[] => {
  if (sign_in !== undefined) {
    return gone(had, sign_in, key, "after a new sign-in", sign_in.surfaces?.spoke_session?.exchange);
  }
  const error = walk?.params?.error;
  const shut = error !== undefined || walk?.ended === "page" || walk?.ended === "refused";
  // a server that broke has refused nobody
  const broke = error === "server_error" || error === "temporarily_unavailable";
  const judge = (): Judgement =>
    shut && !broke
      ? pass
      : unknown(
          `a new sign-in without a grant ended ${error ?? walk?.ended ?? "unseen"}`,
          "a run in which it is let in or refused",
          { evidence: "claims.grant", because: "how it ended was not seen" },
        );
  return [{ name: "a new sign-in is refused", judge }];
};
