import { defineCheck, eachCase, type Judgement, same } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";

export default defineCheck({
  level: "advisory",
  title: "Reload, Back and Forward and a second tab keep the one session",
  failureTitle: "A reload, the Back button or a second tab loses the session",
  why: "A session that dies with the page sends people round through Cargo at every step, and hides the day the refresh stops working.",
  remedy:
    "Spoke: let the client library persist the session in localStorage (persistSession, the default) and render from getSession().",
  sources: ["practice"],
  kinds: ["client"],
  needs: ["browser.login", "browser.reload", "session.tabs"],
  judge: ({ browser: { login, reload }, session: { tabs } }) => {
    const blocked = unlessReached(login, reload) ?? unlessReached(login, tabs);
    if (blocked) return blocked;
    const { sub, forward, second, first } = tabs;
    const places = [
      ["after a reload", { signOutShown: reload.signOutShown, sub: reload.after }, reload.before],
      ["after Back and Forward", forward, sub],
      ["in a second tab", second, sub],
      ["in the first tab, after the second", first, sub],
    ] as const;
    return eachCase(
      places,
      ([name]) => name,
      ([name, view, before]): Judgement => {
        const shown = same(`sign-out control ${name}`, true, view?.signOutShown);
        return shown.is === "pass" ? same(`sub of the native session ${name}`, before, view?.sub) : shown;
      },
    );
  },
});
