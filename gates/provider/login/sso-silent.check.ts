import { all, blockedBy, defineCheck, fail, type Judgement, pass } from "../../../core/check.ts";
import type { Login } from "../../../core/evidence/browser.ts";
import { alsoIn } from "../../../core/other-browsers.ts";
import { unlessSignedIn } from "../arrived.ts";

const judgeSso = (login: Login, sso: Login): Judgement => {
  const blocked = unlessSignedIn(login);
  if (blocked) return blocked;
  if (sso.ended === "no button") return blockedBy("provider/one-button", "there was nothing to click");
  return all([
    (sso.asked ?? []).includes("credentials")
      ? fail("the second click, hub session still there", "no question for credentials", sso.asked)
      : pass,
    sso.ended === "signed in" ? pass : fail("the second click", "signed in", sso.ended),
  ]);
};

export default defineCheck({
  level: "required",
  title: "With a Cargo session, the button signs in without asking for a password",
  failureTitle: "A person with a Cargo session is asked for the password again",
  why: "One Login means one login. A spoke that asks again has either lost the hub's session on the way or sends a parameter that forces it.",
  remedy:
    "Spoke: send no prompt=login, max_age=0 or the like to the hub. Hub: keep the session where the authorization endpoint on the public domain sees it.",
  sources: ["S0:step-5", "S2:flow"],
  kinds: ["client"],
  needs: ["browser.login", "browser.sso", "browsers.others"],
  judge: ({ browser: { login, sso }, browsers: { others } }, subject) =>
    alsoIn(judgeSso(login, sso), subject, others, (seen) => judgeSso(seen.login ?? {}, seen.sso ?? {})),
});
