import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Other } from "../../../core/evidence/browsers.ts";
import { unlessSignedIn } from "../arrived.ts";
import { judgeClick } from "../dead.ts";
import { noneHeld } from "../held.ts";
import { named } from "../named.ts";

/** Sign-out in a further browser. That credentials went along shows by what they did: the hub's session is gone. */
export const signedOutThere = ({ login = {}, sso = {}, signout, again }: Other): Judgement => {
  const blocked = unlessSignedIn(login) ?? unlessSignedIn(sso);
  if (blocked) return blocked;
  if (signout?.clicked !== true)
    return unknown("the sign-out control could not be clicked", "provider/login-completes");
  const { hub = [], sessionHeld } = signout;
  return named([
    ["native session gone from the page", noneHeld(sessionHeld, "storage of the page")],
    [
      "Cargo's logout called",
      hub.includes("POST") ? pass : fail("after sign-out", "one POST to Cargo's logout", hub),
    ],
    [
      "the next click asks for credentials",
      again ? judgeClick(again, "at the spoke") : unknown("there was no next click", "a new run"),
    ],
  ]);
};
