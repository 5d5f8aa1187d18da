import { blockedBy, defineCheck, fail, pass, unknown } from "../../../core/check.ts";

const SIGN_IN =
  /\b(sign|log)[ -]?(in|on|up)\b|\bcontinue with\b|\bregister\b|\bcreate (an )?account\b|\bpasskey\b|\bmagic link\b/i;

/** Names are compared as written: "continue with cargo" is another control to a screen reader's user. */
export default defineCheck({
  level: "required",
  title: "Signed out, the app shows exactly one way to sign in, and it is the Cargo button",
  failureTitle: "The signed-out app does not show exactly one Cargo button",
  why: "The Cargo button is the only entry point. A second one, or one by another name, sends people where no Cargo session is found, and teaches them to type passwords in places that are not Cargo.",
  remedy:
    'Spoke: show one control named as in `button` of spokes.yaml (by default "Continue with Cargo") that calls signInWithOAuth({ provider: "custom:cargo-ac" }), reachable with Tab and started with Enter (a native button is both); remove every other sign-in and sign-up control.',
  sources: ["S0:step-5", "S2:STEP-4"],
  kinds: ["client"],
  needs: ["browser.front", "browser.authorize"],
  judge: ({ browser: { front, authorize } }, { spoke }) => {
    if (front.error !== undefined)
      return unknown(`${spoke.app} could not be loaded: ${front.error}`, "a reachable app");
    const controls = front.controls ?? [];
    const entries = controls.filter(({ name = "" }) => spoke.button.includes(name) || SIGN_IN.test(name));
    const names = entries.map(({ name }) => name);
    const [only, ...others] = entries;
    if (only === undefined || others.length > 0 || !spoke.button.includes(only.name ?? "")) {
      const expected = `one control named ${spoke.button.map((name) => `"${name}"`).join(" or ")}`;
      return fail(`${spoke.app}, signed out`, expected, names);
    }
    const at = `"${only.name}" at ${spoke.app}`;
    if (only.tabs === undefined) return fail(at, "reachable with the Tab key", "not reached");
    if (authorize.keyboard === undefined) {
      return blockedBy(
        "provider/login-completes",
        "neither Enter nor a click led to an authorization endpoint",
      );
    }
    return authorize.keyboard
      ? pass
      : fail(at, "Enter starts the login, as a click does", "only a click starts it");
  },
});
