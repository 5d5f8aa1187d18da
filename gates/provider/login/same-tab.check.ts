import { defineCheck, same } from "../../../core/check.ts";
import { unlessSignedIn } from "../arrived.ts";

export default defineCheck({
  level: "required",
  title: "The whole login happens in one tab",
  failureTitle: "The login opens another tab or window",
  why: "One button, one tab, automatic return. Popups are blocked on phones, lose their opener across hosts and leave people with two half-signed-in windows.",
  remedy:
    "Spoke: let signInWithOAuth navigate the page itself; no window.open, no skipBrowserRedirect with a popup, no target=_blank on the button.",
  sources: ["S0:ecosystem", "S1:ecosystem"],
  kinds: ["client"],
  needs: ["browser.login"],
  judge: ({ browser: { login } }) => {
    const one = same("tabs and windows opened between click and end", 0, login.opened);
    return one.is === "fail" && login.opened !== undefined ? one : (unlessSignedIn(login) ?? one);
  },
});
