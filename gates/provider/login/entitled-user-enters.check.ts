import { blockedBy, defineCheck, fail, type Judgement, pass, same, unknown } from "../../../core/check.ts";
import { readClaim } from "../../../core/contract.ts";
import { unlessReached } from "../arrived.ts";
import { named } from "../named.ts";

const holds = (access: unknown, key: string): boolean =>
  Array.isArray(access)
    ? access.includes(key)
    : typeof access === "object" && access !== null && Object.hasOwn(access, key);

export default defineCheck({
  level: "required",
  title: "A person with a grant carries the app's key and sees the dashboard",
  failureTitle: "A person with a grant does not get what the grant is for",
  why: "The grant travels as app_access in the session. Without the key the app must send the person away, and an app that shows them in all the same has stopped looking.",
  remedy:
    "Spoke: write app_access of the Cargo claims into the session (app_metadata), and show the dashboard and no sign-in button to whoever carries the app's key.",
  sources: ["S0:step-7", "S2:STEP-6"],
  kinds: ["client"],
  needs: ["browser.login", "browser.session"],
  judge: ({ browser: { login, session } }, { contract, spoke }) => {
    const blocked = unlessReached(login, session);
    if (blocked) return blocked;
    const rule = contract.claims.find(({ name }) => name === "app_access")?.surfaces.spoke_session;
    const claims = session.native?.claims;
    if (rule === undefined) return unknown("the contract does not say where app_access stands", "contract/");
    if (claims === undefined)
      return blockedBy("provider/native-session-minted", "the session's token could not be read");
    const { found, value } = readClaim(rule, claims);
    const carried: Judgement = holds(value, spoke.key)
      ? pass
      : fail("app_access of the native session", spoke.key, found ? value : "no app_access");
    const cases: readonly (readonly [string, Judgement])[] = [
      ["app_access holds the app's key", carried],
      ["the sign-out control is shown", same("the app after the login", true, login.signOutShown)],
      ["no sign-in button is left", same("sign-in button after the login", false, login.signInShown)],
    ];
    return named(cases);
  },
});
