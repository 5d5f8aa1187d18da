import { all, defineCheck, same } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";

export default defineCheck({
  level: "advisory",
  title: "A reload keeps the session",
  failureTitle: "A reload loses the session",
  why: "A session that dies with the page sends people round through Cargo at every reload, and hides the day the refresh stops working.",
  remedy:
    "Spoke: let the client library persist the session (persistSession, the default) and render from getSession().",
  sources: ["practice"],
  kinds: ["client"],
  needs: ["browser.login", "browser.reload"],
  judge: ({ browser: { login, reload } }) =>
    unlessReached(login, reload) ??
    all([
      same("sign-out control after the reload", true, reload.signOutShown),
      same("sub of the native session after the reload", reload.before, reload.after),
    ]),
});
