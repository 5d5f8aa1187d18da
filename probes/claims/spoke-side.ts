import type { Doors, Exchange } from "../../core/doors.ts";
import type { PhaseSeen, Renewal, RlsSeen, SurfaceSeen, TableSeen } from "../../core/evidence/claims.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { describeToken } from "../oauth/describe.ts";
import { sessionOf } from "../oauth/session.ts";
import { isRecord } from "./hub-answers.ts";
import { type Native, type NativeBackend, nativeBackendOf, nativeSession } from "./native-backend.ts";
import { type Obstacle, ungiven } from "./obstacle.ts";
import { afterWindow, REFRESHES, type StillPhase } from "./phase.ts";
import { askPostgres, countTables } from "./postgres.ts";
import { renewalOf } from "./renewal.ts";

/** The spoke's side of one phase: its session, and Postgres asked with it. */
export interface SpokeSeen {
  readonly surfaces: Readonly<Record<"spoke_session" | "spoke_user" | "spoke_rls", SurfaceSeen>>;
  readonly about: Pick<PhaseSeen, "session_user" | "user_answer" | "walk">;
  readonly renewed?: Renewal;
  readonly rls: RlsSeen;
  readonly tables: readonly TableSeen[];
}
const nowhere = (obstacle: Obstacle, about: SpokeSeen["about"] = {}): SpokeSeen => ({
  surfaces: { spoke_session: obstacle, spoke_user: obstacle, spoke_rls: obstacle },
  about,
  renewed: obstacle,
  rls: {},
  tables: [],
});

const ROTATES = "claims/spoke-refresh-rotates";
const NO_PROBE = {
  unreached: "no probe function is declared",
  give: "install contract/sql/cargo_gate_probe.sql and set rls.probe in spokes.yaml",
};

/** The person as the spoke's own API tells them to the app. */
const userSurface = (asked: string, { status, json, seen }: Exchange): SurfaceSeen => {
  const at = { answer: seen, exchange: seen.exchange, seenAt: seen.seenAt };
  return status === 200 && isRecord(json)
    ? { claims: seen.json, ...at }
    : { unreached: `${asked} answered ${status ?? seen.error?.code ?? "nothing"}`, ...at };
};

/** Reads the three surfaces of a native session, and the rows it shows. */
export const readSpoke = async (
  backend: NativeBackend,
  { spoke }: ClientSubject,
  { access, exchange, walk, user }: Native & { readonly access: string },
): Promise<SpokeSeen> => {
  // The native signature is the spoke's own business: only what the token says counts here.
  const { verified: _, code: __, claims, ...token } = await describeToken(access, undefined);
  const sub = typeof claims?.sub === "string" ? { sub: claims.sub } : {};
  const { probe, tables } = spoke.rls;
  const [me, postgres, counted] = await Promise.all([
    backend.whoAmI(access),
    probe === undefined ? undefined : askPostgres(backend, probe, access, sub),
    countTables(backend, Object.keys(tables), access),
  ]);
  const userId = backend.idIn(me.json);
  return {
    surfaces: {
      spoke_session: {
        ...(token.jwt === false ? { absent: "the session token is opaque" } : { claims }),
        token,
        exchange: exchange?.seen.exchange,
        seenAt: exchange?.seen.seenAt,
      },
      spoke_user: userSurface(backend.askedWho, me),
      spoke_rls: postgres?.surface ?? NO_PROBE,
    },
    about: {
      ...(walk && { walk }),
      user_answer: me.seen,
      session_user: user,
    },
    rls: {
      ...postgres?.rls,
      ...(userId !== undefined && { user_id: userId }),
    },
    tables: counted,
  };
};

export const endOf = ({ exchange, walk }: Native): string =>
  exchange
    ? `the spoke's token endpoint answered ${exchange.status ?? exchange.seen.error?.code}`
    : `the sign-in did not come back to the app with a code (${walk?.params?.error_description ?? walk?.ended})`;

/** A native session of its own, begun through the hub's standing one and refreshed so often. */
const refreshed = async (
  doors: Doors,
  subject: ClientSubject,
  times: number,
  before: Promise<string | undefined>,
): Promise<SpokeSeen> => {
  const backend = nativeBackendOf(subject, doors);
  const { browser, user } = await sessionOf(doors, subject);
  let held = times === 0 ? await nativeSession(doors, subject) : await backend.signIn(browser, user);
  if (held.access === undefined) {
    const obstacle = { unreached: endOf(held), behind: (await before) ?? "provider/login-completes" };
    return nowhere(obstacle, held.walk && { walk: held.walk });
  }
  if (times === 0) return readSpoke(backend, subject, { ...held, access: held.access });
  for (let done = 1; ; done++) {
    const spent = held.refresh;
    if (spent === undefined) {
      const none = { unreached: "the spoke gave no refresh token", behind: ROTATES };
      return { ...nowhere(none), renewed: { ...(held.exchange && { answer: held.exchange.seen }) } };
    }
    if (done > 1) await afterWindow(subject.spoke.backend.refresh_reuse_seconds);
    const now = await backend.refresh(spent);
    held = { ...now, refresh: now.refresh ?? spent };
    const renewed = done === times && now.exchange && renewalOf(now.exchange, spent, now.refresh);
    if (now.access === undefined) {
      return { ...nowhere({ unreached: endOf(now), behind: ROTATES }), ...(renewed && { renewed }) };
    }
    if (done < times) continue;
    const seen = await readSpoke(backend, subject, { ...now, access: now.access });
    return { ...seen, ...(renewed && { renewed }) };
  }
};

/**
 * The spoke's side of one phase. `before`: id of the check that says what stood in the hub's own way, if anything did.
 * What was not given becomes an obstacle, not an error.
 */
export const spokeSide = async (
  doors: Doors,
  subject: ClientSubject,
  phase: StillPhase,
  before: Promise<string | undefined>,
): Promise<SpokeSeen> => {
  try {
    return await refreshed(doors, subject, REFRESHES[phase], before);
  } catch (error) {
    return nowhere(ungiven(error));
  }
};
