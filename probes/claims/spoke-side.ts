import { type Doors, NotGiven } from "../../core/doors.ts";
import type { PhaseSeen, Renewal, RlsSeen, SurfaceSeen, TableSeen } from "../../core/evidence/claims.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { describeToken } from "../oauth/describe.ts";
import { type Native, type NativeBackend, nativeBackendOf, nativeSession } from "./native-backend.ts";
import { askPostgres, countTables } from "./postgres.ts";
import { renewalOf } from "./renewal.ts";

/** The spoke's side of one phase: its session, and Postgres asked with it. */
export interface SpokeSeen {
  readonly surfaces: Readonly<Record<"spoke_session" | "spoke_rls", SurfaceSeen>>;
  readonly about: Pick<PhaseSeen, "session_user" | "user_answer" | "walk">;
  readonly renewed?: Renewal;
  readonly rls: RlsSeen;
  readonly tables: readonly TableSeen[];
}
export interface SpokeSide {
  /** `before`: id of the check that says what stood in the hub's own way, if anything did */
  readonly login: (before: Promise<string | undefined>) => Promise<SpokeSeen>;
  /** one more refresh each time */
  readonly refresh: () => Promise<SpokeSeen>;
}

type Obstacle = { readonly unreached: string; readonly behind?: string };
const nowhere = (obstacle: Obstacle, about: SpokeSeen["about"] = {}): SpokeSeen => ({
  surfaces: { spoke_session: obstacle, spoke_rls: obstacle },
  about,
  renewed: obstacle,
  rls: {},
  tables: [],
});

const NO_PROBE = "no probe function is declared: install contract/sql and set rls.probe in spokes.yaml";

/** Reads the two surfaces of a native session, and the rows it shows. */
export const readSpoke = async (
  backend: NativeBackend,
  { spoke }: ClientSubject,
  { access, exchange, walk }: Native & { readonly access: string },
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
  const id = (me.json as { id?: unknown } | null | undefined)?.id;
  return {
    surfaces: {
      spoke_session: {
        ...(token.jwt === false ? { absent: "the session token is opaque" } : { claims }),
        token,
        exchange: exchange?.seen.exchange,
        seenAt: exchange?.seen.seenAt,
      },
      spoke_rls: postgres?.surface ?? { unreached: NO_PROBE },
    },
    about: {
      ...(walk && { walk }),
      user_answer: me.seen,
      session_user: (exchange?.seen.json as { user?: unknown } | null | undefined)?.user,
    },
    rls: { ...postgres?.rls, ...(typeof id === "string" && { user_id: id }) },
    tables: counted,
  };
};

export const endOf = ({ exchange, walk }: Native): string =>
  exchange
    ? `the spoke's token endpoint answered ${exchange.status ?? exchange.seen.error?.code}`
    : `the sign-in did not come back to the app with a code (${walk?.params?.error_description ?? walk?.ended})`;

/** The spoke's side of a session, begun through the hub's standing one. */
export const spokeSide = (doors: Doors, subject: ClientSubject): SpokeSide => {
  let held: Native | undefined;
  let obstacle: Obstacle | undefined;

  const login = async (before: Promise<string | undefined>): Promise<SpokeSeen> => {
    const backend = nativeBackendOf(subject, doors);
    doors.say(`signing in at ${new URL(subject.spoke.app).host}`);
    held = await nativeSession(doors, subject);
    if (held.access !== undefined) return readSpoke(backend, subject, { ...held, access: held.access });
    obstacle = { unreached: endOf(held), behind: (await before) ?? "provider/login-completes" };
    return nowhere(obstacle, held.walk && { walk: held.walk });
  };

  const refresh = async (): Promise<SpokeSeen> => {
    const backend = nativeBackendOf(subject, doors);
    const before = held?.refresh;
    if (before === undefined) {
      obstacle = { unreached: "the spoke gave no refresh token", behind: "claims/spoke-refresh-rotates" };
      return { ...nowhere(obstacle), renewed: { ...(held?.exchange && { answer: held.exchange.seen }) } };
    }
    const now = await backend.refresh(before);
    held = { ...now, refresh: now.refresh ?? before };
    const renewed = now.exchange && renewalOf(now.exchange, before, now.refresh);
    if (now.access !== undefined) {
      return {
        ...(await readSpoke(backend, subject, { ...now, access: now.access })),
        ...(renewed && { renewed }),
      };
    }
    obstacle = { unreached: endOf(now), behind: "claims/spoke-refresh-rotates" };
    return { ...nowhere(obstacle), ...(renewed && { renewed }) };
  };

  const unless = (look: () => Promise<SpokeSeen>) => async (): Promise<SpokeSeen> => {
    if (obstacle) return nowhere(obstacle);
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
      obstacle = { unreached: error.message };
      return nowhere(obstacle);
    }
  };
  return { login: (before) => unless(() => login(before))(), refresh: unless(refresh) };
};
