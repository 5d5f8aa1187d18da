import { defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Login } from "../../../core/evidence/browser.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { alsoIn } from "../../../core/other-browsers.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import { unlessReached } from "../arrived.ts";
import { noneHeld } from "../held.ts";
import { named } from "../named.ts";
import { signedOutThere } from "./signed-out-there.ts";

const judgeSignOut = (
  login: Login,
  signout: Evidence["browser.signout"],
  { hub }: ClientSubject,
): Judgement => {
  const blocked = unlessReached(login, signout);
  if (blocked) return blocked;
  if (signout.clicked === undefined)
    return unknown("the sign-out control could not be clicked", "provider/login-completes");
  const posts = (signout.hub ?? []).filter(({ method }) => method === "POST");
  const at = hub.endpoints.logout;
  const own = signout.own?.status;
  const cases: readonly (readonly [string, Judgement])[] = [
    [
      "native session ended at the backend",
      signout.native === undefined
        ? unknown(
            "which request ends a session at this backend is not known",
            "an attestation in spokes.yaml",
          )
        : signout.native.length > 0
          ? pass
          : fail("requests after sign-out", "a logout request to the backend", "none"),
    ],
    ["native session gone from the page", noneHeld(signout.sessionHeld, "storage of the page")],
    [
      "native token refused",
      own === undefined
        ? unknown("the backend was not asked with the session's token", "an attestation in spokes.yaml")
        : own === 200
          ? fail("own auth API after sign-out", "refused", own)
          : pass,
    ],
    [
      "Cargo's logout called",
      posts.length > 0
        ? pass
        : fail(
            at,
            "one POST after sign-out",
            signout.hub?.map(({ method }) => method),
          ),
    ],
    [
      "with credentials",
      posts.length === 0
        ? unknown("it was not called", "the case before")
        : posts.some(({ credentials }) => credentials === true)
          ? pass
          : fail(at, 'credentials: "include"', "no cookie went along, though the browser held one"),
    ],
  ];
  return named(cases);
};

export default defineCheck({
  level: "required",
  title: "Sign-out ends the native session and calls Cargo's global logout with credentials",
  failureTitle: "Sign-out does not end both sessions",
  why: "Signing out of one app means signing out of Cargo. Without the second call, or without credentials on it, the next person at the machine is signed in again by one click.",
  remedy:
    'Spoke: await supabase.auth.signOut(), then fetch(hub logout, { method: "POST", credentials: "include" }). Both, every time.',
  sources: ["S0:step-8", "S2:STEP-7"],
  kinds: ["client"],
  needs: ["browser.login", "browser.signout", "browsers.others"],
  judge: ({ browser: { login, signout }, browsers: { others } }, subject) =>
    alsoIn(judgeSignOut(login, signout, subject), subject, others, signedOutThere),
});
