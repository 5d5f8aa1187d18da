import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { dig } from "../../../core/contract.ts";
import { inEveryPhase } from "../phases.ts";

/** Where the guides let an app look: session.user.app_metadata (as the token answer and as GET /user give it), and the access token itself. */
const PLACES = [
  { name: "app_access of session.user.app_metadata", of: "user", paths: [["app_metadata", "app_access"]] },
  {
    name: "app_access of app_metadata in the spoke's own answer",
    of: "asked",
    paths: [["app_metadata", "app_access"]],
  },
  {
    name: "app_access of the access token",
    of: "token",
    paths: [["app_access"], ["app_metadata", "app_access"]],
  },
] as const;

export default defineCheck({
  level: "required",
  title: "An entitled person's session holds the app's key in app_access, wherever the app looks",
  failureTitle: "An entitled person's session does not hold the app's key in app_access",
  why: "The backstop of the guides signs out everybody whose app_access lacks the key. When it never arrives, it signs out everybody.",
  remedy:
    "At the hub, issue app_access with the keys that the active organisation has a grant for. At the spoke, carry it into app_metadata (never user_metadata, which its owner can write) at sign-in and at every refresh. Check that `key` in spokes.yaml is the one in admin.cargo.ac.",
  sources: ["S0:7", "S2:STEP-6"],
  kinds: ["client"],
  where: {
    holds: ({ spoke }) => spoke.users.entitled !== undefined,
    because: "no test person with a grant is declared in users.entitled",
  },
  needs: ["claims.login", "claims.refresh", "claims.rotation"],
  judge: ({ claims }, { spoke }) =>
    inEveryPhase(claims, (phase, { user, session_user, surfaces }) => {
      if (user !== spoke.users.entitled) {
        return unknown("the person who signed in is not the entitled one", "users.entitled in spokes.yaml");
      }
      const { spoke_session: session, spoke_user: asked } = surfaces ?? {};
      const carriers = { user: session_user, asked: asked?.claims, token: session?.claims };
      return eachCase(
        PLACES,
        ({ name }) => name,
        ({ name, of, paths }) => {
          const carrier = carriers[of];
          if (typeof carrier !== "object" || carrier === null) {
            return unknown(`${name} was not seen`, asked?.unreached ?? `a ${phase} whose answer is seen`);
          }
          const value = paths.map((path) => dig(carrier, path)).find((one) => one !== undefined);
          return Array.isArray(value) && value.includes(spoke.key)
            ? pass
            : fail(
                `after ${phase}, ${name}`,
                `an array that holds ${spoke.key}`,
                value ?? "missing",
                of === "asked" ? asked?.exchange : session?.exchange,
              );
        },
      );
    }),
});
