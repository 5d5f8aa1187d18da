import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { at, holds, PLACES } from "./app-key.ts";

export default defineCheck({
  level: "required",
  title: "When the organisation's grant is taken back, the app's key is gone after one refresh",
  failureTitle: "The app's key stays although the organisation's grant was taken back",
  why: "The grant is what a company pays and answers for. An app that goes on without it is open to people whom nobody vouches for.",
  remedy:
    "At the hub, build app_access from the grants of the active organisation at every token it issues. At the spoke's backend, replace app_access at every refresh, in app_metadata too, or end the session; never keep the list of the sign-in.",
  sources: ["S0:7", "S2:STEP-6"],
  kinds: ["client"],
  needs: ["claims.grant"],
  judge: ({ claims: { grant } }, { spoke }) => {
    const { unreached, behind, before, after, renewed } = grant;
    if (unreached !== undefined) return hidden("the revoked grant", "claims.grant", unreached, behind);
    const had = PLACES.filter((place) => holds(at(before, place), spoke.key));
    if (had.length === 0) {
      return blockedBy(
        "claims/app-access-present",
        "the app's key was nowhere before the grant was taken back",
      );
    }
    const status = renewed?.answer?.status;
    if (after === undefined) {
      return status !== undefined && status >= 400 && status < 500
        ? pass
        : unknown(`the refresh was answered ${status ?? "nothing"}`, "a run in which the spoke answers");
    }
    if (after.surfaces?.spoke_session?.claims === undefined && after.session_user === undefined) {
      return unknown("the session after the refresh was not seen", "a run in which it is seen");
    }
    return eachCase(
      had,
      ({ name }) => name,
      (place): Judgement => {
        const now = at(after, place);
        return holds(now, spoke.key)
          ? fail(
              `app_access in ${place.name} after a refresh`,
              `without ${spoke.key}`,
              now,
              renewed?.answer?.exchange,
            )
          : pass;
      },
    );
  },
});
