import type { PhaseSeen, RlsSeen, TableSeen } from "../../core/evidence/claims.ts";
import { defineProbe } from "../../core/probe.ts";
import { entitledUser } from "./entitled.ts";
import { hubSide } from "./hub-side.ts";
import type { HubSeen } from "./hub-surfaces.ts";
import { type SpokeSeen, spokeSide } from "./spoke-side.ts";

const together = (hub: HubSeen, spoke: SpokeSeen, user: string, requested: string[]): PhaseSeen => ({
  user,
  requested,
  ...(hub.granted !== undefined && { granted: hub.granted }),
  surfaces: { ...hub.surfaces, ...spoke.surfaces },
  ...spoke.about,
});

/**
 * One session, looked at from the hub's tokens to the rows that Postgres shows: after login, after a refresh, and after
 * a refresh with the rotated token. The hub's side uses the spoke's own client and stops before the spoke's callback;
 * the spoke's side goes on with the same hub session.
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
    const { provider, rls } = subject.spoke;
    const hub = hubSide(doors, subject);
    const spoke = spokeSide(doors, subject);
    const postgres: Record<string, RlsSeen> = {};
    const tables: Record<string, TableSeen[]> = {};
    const keep = (phase: string, seen: SpokeSeen) => {
      postgres[phase] = seen.rls;
      tables[phase] = [...seen.tables];
    };

    const hubbing = hub.login();
    const [hubLogin, spokeLogin] = await Promise.all([
      hubbing,
      spoke.login(hubbing.then(({ hindrance }) => hindrance)),
    ]);
    saw("claims.id_token", hubLogin.idToken);
    saw("claims.login", together(hubLogin, spokeLogin, user.id, provider.scopes));
    keep("login", spokeLogin);
    for (const phase of ["refresh", "rotation"] as const) {
      const [there, here] = await Promise.all([hub.refresh(), spoke.refresh()]);
      saw(`claims.${phase}`, {
        ...together(there, here, user.id, provider.scopes),
        renewed: { hub: { ...there.renewed }, spoke: { ...here.renewed } },
      });
      keep(phase, here);
    }
    if (rls.probe === undefined)
      missed("claims.rls", "no probe function is declared: set rls.probe in spokes.yaml");
    else saw("claims.rls", { phases: postgres });
    saw("claims.tables", { user: user.id, phases: tables });
  },
});
