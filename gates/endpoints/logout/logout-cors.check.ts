import { all, defineCheck, fail, pass } from "../../../core/check.ts";
import { summary, unheard } from "../reading.ts";
import { readable } from "./cors.ts";
import { stoodBefore } from "./sessions.ts";

export default defineCheck({
  level: "required",
  title: "The app may ask for global logout and read the answer",
  failureTitle: "A browser does not let the app use the global logout",
  why: "The guides have the app call it with credentials from its own origin; without these headers the call fails and the person stays signed in everywhere.",
  remedy:
    "Hub operator: answer the logout endpoint with Access-Control-Allow-Origin set to the app's origin (never *) and Access-Control-Allow-Credentials: true, for every registered app.",
  sources: ["S0:global-logout", "S2:global-logout", "FETCH:cors-check"],
  kinds: ["client"],
  needs: ["logout.own"],
  judge: ({ logout: { own } }, { hub, spoke }) => {
    const { answer = {} } = own;
    const at = answer.url ?? hub.endpoints.logout;
    const silent = unheard(answer, "logout.own") ?? stoodBefore(own);
    if (silent) return silent;
    const status = answer.status ?? 0;
    return all([
      readable(answer, spoke.app, at),
      status >= 200 && status < 300
        ? pass
        : fail(at, "a status of success", summary(answer), answer.exchange),
    ]);
  },
});
