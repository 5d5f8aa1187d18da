import { blockedBy, defineCheck, eachCase } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { at, holds, PLACES } from "./app-key.ts";
import { refreshed, signedInAnew } from "./ungranted.ts";

export default defineCheck({
  level: "required",
  title:
    "When the organisation's grant is taken back, the app's key is gone after one refresh, and no new sign-in has it",
  failureTitle:
    "The app's key stays, or comes with a new sign-in, although the organisation's grant was taken back",
  why: "The grant is what a company pays and answers for. An app that goes on without it is open to people whom nobody vouches for.",
  remedy:
    "At the hub, build app_access from the grants of the active organisation at every token it issues, and refuse the app's sign-in at consent where there is none. At the spoke's backend, replace app_access at every sign-in and refresh, wherever the app reads it, or end the session; never keep the list of an earlier one.",
  sources: ["S0:7", "S2:STEP-6"],
  kinds: ["client"],
  needs: ["claims.grant"],
  judge: ({ claims: { grant } }, { spoke }) => {
    const { unreached, behind, give, before } = grant;
    if (unreached !== undefined) return hidden("the revoked grant", "claims.grant", unreached, behind, give);
    const had = PLACES.filter((place) => holds(at(before, place), spoke.key));
    if (had.length === 0) {
      return blockedBy(
        "claims/app-access-present",
        "the app's key was nowhere before the grant was taken back",
      );
    }
    return eachCase(
      [...refreshed(had, grant, spoke.key), ...signedInAnew(had, grant, spoke.key)],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
