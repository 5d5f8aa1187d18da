import { blockedBy, defineCheck, eachCase, same, unknown } from "../../../core/check.ts";
import type { RlsSeen } from "../../../core/evidence/claims.ts";
import { inEveryPhase } from "../phases.ts";

const uidOf = (rls: RlsSeen | undefined): unknown =>
  (rls?.probe?.json as { uid?: unknown } | null | undefined)?.uid;

export default defineCheck({
  level: "required",
  title: "auth.uid() is the person's local id, and stays it",
  failureTitle: "auth.uid() is not the local id of the person, or does not stay it",
  why: "Every row the spoke ever wrote belongs to a local id. Another id, and people lose their data or see somebody else's.",
  remedy:
    "At the spoke: policies must run with the native session token, whose sub is the local user id, at login and after every refresh. Do not pass the hub's token to the data API and do not copy the Cargo sub into sub; to correlate, read the identity's provider_id.",
  sources: ["S2:STEP-5", "S2:Database-rules", "S0:6"],
  kinds: ["client"],
  needs: ["claims.rls", "claims.login", "claims.refresh", "claims.rotation"],
  judge: ({ claims }) =>
    inEveryPhase(claims, (phase) => {
      const rls = claims.rls.phases?.[phase];
      const { probe, sub, user_id } = rls ?? {};
      if (probe?.status !== 200) {
        const answered = `the probe function answered ${probe?.status ?? "nothing"}`;
        return blockedBy(`claims/readable-by-rls-after-${phase}`, answered);
      }
      const held = [
        { name: "sub of the session token", value: sub },
        { name: "id of the spoke's own user", value: user_id },
        ...(phase === "login"
          ? []
          : [{ name: "auth.uid() after login", value: uidOf(claims.rls.phases?.login) }]),
      ];
      return eachCase(
        held,
        ({ name }) => name,
        ({ name, value }) =>
          typeof value === "string"
            ? same(`after ${phase}, auth.uid() and ${name}`, value, uidOf(rls), probe.exchange)
            : unknown(`${name} was not seen`, "a run in which it is seen"),
      );
    }),
});
