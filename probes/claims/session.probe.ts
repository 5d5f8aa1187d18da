import type { PhaseSeen, RlsSeen, TableSeen } from "../../core/evidence/claims.ts";
import { defineProbe } from "../../core/probe.ts";
import { entitledUser } from "./entitled.ts";
import { hubSide } from "./hub-side.ts";
import type { HubSeen } from "./hub-surfaces.ts";
import type { StillPhase } from "./phase.ts";
import { type SpokeSeen, spokeSide } from "./spoke-side.ts";

const together = (hub: HubSeen, spoke: SpokeSeen, user: string, requested: string[]): PhaseSeen => ({
  user,
  requested,
  ...(hub.granted !== undefined && { granted: hub.granted }),
  surfaces: { ...hub.surfaces, ...spoke.surfaces },
  ...spoke.about,
});

/**
 * Three sessions, looked at from the hub's tokens to the rows that Postgres shows: one right after login, one after the
 * first use of its refresh token, one after the use of the token that such a refresh gave, when the window for lost
 * answers is over. The hub's side uses the spoke's own client and stops before the spoke's callback; the spoke's side
 * goes on with the same hub session.
 */
export default defineProbe({
  title: "claims on every surface after login, refresh and rotation",
  kinds: ["client"],
  produces: [
    "claims.login",
    "claims.refresh",
    "claims.rotation",
    "claims.id_token",
    "claims.rls",
    "claims.tables",
  ],
  access: ["test person"],
  gather: async ({ subject, doors, saw, missed }) => {
    const user = entitledUser(doors, subject);
    const { provider, rls, app } = subject.spoke;
    const postgres: Record<string, RlsSeen> = {};
    const tables: Record<string, TableSeen[]> = {};
    doors.say(`signing in at ${new URL(app).host}`);

    const atLogin = hubSide(doors, subject, "login");
    const hindrance = atLogin.then((seen) => seen.hindrance);
    const look = async (phase: StillPhase): Promise<void> => {
      const [hub, spoke] = await Promise.all([
        phase === "login" ? atLogin : hubSide(doors, subject, phase),
        spokeSide(doors, subject, phase, hindrance),
      ]);
      postgres[phase] = spoke.rls;
      tables[phase] = [...spoke.tables];
      if (phase === "login") saw("claims.id_token", hub.idToken);
      saw(`claims.${phase}`, {
        ...together(hub, spoke, user.id, provider.scopes),
        ...(phase !== "login" && {
          id_token: hub.idToken,
          renewed: { hub: { ...hub.renewed }, spoke: { ...spoke.renewed } },
        }),
      });
    };
    await Promise.all([look("login"), look("refresh"), look("rotation")]);
    if (rls.probe === undefined)
      missed("claims.rls", "no probe function is declared: set rls.probe in spokes.yaml");
    else saw("claims.rls", { phases: postgres });
    saw("claims.tables", { user: user.id, phases: tables });
  },
});
