import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { hostMatches } from "../../../core/doors.ts";
import { hostOf } from "../../../core/hosts.ts";
import { unlessSignedIn } from "./places.ts";

/** Fonts, captcha and Google are no backends. */
const HELPERS = [
  "*.google.com",
  "*.gstatic.com",
  "*.googleapis.com",
  "*.recaptcha.net",
  "*.hcaptcha.com",
  "hcaptcha.com",
  "challenges.cloudflare.com",
];
/** Sent on the way out, and nobody waits for an answer: not how data is had. */
const REPORTS = ["ping", "other"];

export default defineCheck({
  level: "required",
  title: "Pages of the account home call the hub's API and no other",
  failureTitle: "Pages of the account home call another backend",
  why: "The account home shares the hub's backend, reached under its public name only. A second backend would hold a second session, and passwords in a second place.",
  remedy:
    "Account home: send forms and calls to the public auth domain and take the other backend out. Telemetry that is named here and carries nothing of the user can be waived.",
  sources: ["S1:step-0", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.calls", "home.login"],
  judge: ({ home: { calls, login } }, { hub, spoke }) => {
    const all = calls.calls ?? [];
    // whoever never got in saw only half of the pages
    const blocked = unlessSignedIn(login);
    if (all.length === 0)
      return blocked ?? unknown("no call of a page was seen", "a run in which forms are sent");
    const judged = eachCase(
      all,
      ({ method, url }) => `${method} ${url}`,
      ({ method, url, kind, credentials, bearer }): Judgement => {
        const host = hostOf(url) ?? "";
        const name = host.replace(/:\d+$/, "");
        if (host === hub.publicHost) return pass;
        const what = `${method} ${url}${credentials ? ", with what was typed" : bearer ? ", with a token" : ""}`;
        const wrong = fail(`a ${kind} of ${spoke.app}`, `https://${hub.publicHost} and no other API`, what);
        if (credentials || bearer) return wrong;
        if (host === hostOf(spoke.app)) return pass;
        const helps = HELPERS.some((pattern) => hostMatches(pattern, name));
        return helps || REPORTS.includes(kind ?? "") ? pass : wrong;
      },
    );
    return judged.is === "fail" ? judged : (blocked ?? judged);
  },
});
