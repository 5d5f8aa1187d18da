import { blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { alsoIn } from "../../../core/other-browsers.ts";
import { unlessReached } from "../arrived.ts";
import { named } from "../named.ts";

const judgeBlocked = (blocked: Evidence["session.blocked"]): Judgement => {
  const { sentUsually, sentHere, login: first, sso } = blocked;
  if (sentUsually !== true || sentHere !== false)
    return unknown(
      `its control did not pass: a third-party cookie went along in a usual browser: ${sentUsually ?? "not seen"}, in this one: ${sentHere ?? "not seen"}`,
      "a Chromium whose third-party cookies can be switched off",
    );
  if (first?.ended === "no button") return blockedBy("provider/one-button", "there was nothing to click");
  const ended = (what: string, seen: typeof first): Judgement =>
    seen?.ended === "signed in"
      ? pass
      : fail(`${what} without third-party cookies`, "signed in", seen?.said ?? seen?.ended ?? "not reached");
  const cases: readonly (readonly [string, Judgement])[] = [
    ["login", ended("login", first)],
    ["single sign-on", first?.ended === "signed in" ? ended("single sign-on", sso) : ended("login", first)],
  ];
  const judged = named(cases);
  const told = `local session ended: ${blocked.signedOut ?? "not reached"}, Cargo session ended: ${blocked.hubSessionEnded ?? "not reached"}`;
  return {
    ...judged,
    cases: [...(judged.cases ?? []), { name: "sign-out (reported)", outcome: "pass", actual: told }],
  };
};

export default defineCheck({
  level: "required",
  title: "Login and single sign-on work in a browser that sends no third-party cookies",
  failureTitle: "Without third-party cookies the login does not work",
  why: "Most browsers send no third-party cookies any more. A login that leans on them works at the developer's desk and fails for the people it is made for.",
  remedy:
    "Spoke: sign in by redirect in the same tab; no hidden frame and no request to the hub from the app's page may decide about the login.",
  sources: ["practice", "S0:step-5"],
  kinds: ["client"],
  needs: ["browser.login", "browser.signout", "session.blocked", "browsers.others"],
  judge: ({ browser: { login, signout }, session: { blocked }, browsers: { others } }, subject) => {
    const before = unlessReached(login, signout);
    if (before) return before;
    if (signout.clicked === undefined)
      return blockedBy("provider/global-logout-fires", "nobody signed out before");
    return alsoIn(judgeBlocked(blocked), subject, others, (seen) =>
      seen.blocked === undefined || seen.blocked.untried !== undefined
        ? undefined
        : judgeBlocked(seen.blocked),
    );
  },
});
