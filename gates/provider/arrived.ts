import { blockedBy, type Unknown } from "../../core/check.ts";
import type { AuthorizeRequest, Login } from "../../core/evidence/browser.ts";

/** Undefined when the login ended signed in; else who says what stood in its way. */
export const unlessSignedIn = ({ ended }: Login): Unknown | undefined => {
  if (ended === "signed in") return undefined;
  return ended === "no button"
    ? blockedBy("provider/one-button", "no sign-in control with an accepted name was there to click")
    : blockedBy("provider/login-completes", `the login ended "${ended ?? "unseen"}"`);
};

/** The same for what comes after the login; a journey that got further ended at the second one. */
export const unlessReached = (login: Login, { unreached }: { readonly unreached?: string | undefined }) =>
  unlessSignedIn(login) ??
  (unreached === undefined ? undefined : blockedBy("provider/sso-silent", unreached));

/** Why a click in the app led to no authorization request. */
export const unlessStarted = ({ clicked }: AuthorizeRequest): Unknown =>
  clicked === undefined
    ? blockedBy("provider/one-button", "no sign-in control with an accepted name was there to click")
    : blockedBy("provider/login-completes", "the click led to no authorization endpoint");
