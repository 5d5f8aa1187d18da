import { blockedBy, defineRefusal, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { noneHeld } from "../held.ts";
import { named } from "../named.ts";
import entitledEnters from "./entitled-enters.control.ts";

const ACCESS =
  /\b(request(ed|ing)? access|no access|not (have|been granted) access|no (active )?grant|access (denied|required))\b/i;

/**
 * The key is taken from the answers that this browser is given; the backend keeps the true session. An app that
 * decides on a server of its own, past the browser, is not reached by this and says so by an unchanged page. Where the
 * session lacks the key as it is, nothing has to be taken: that session is the one that must not stand.
 */
export default defineRefusal({
  level: "required",
  title: "A session without the app's key is signed out and told to request access",
  failureTitle: "The app keeps a session that lacks its key",
  why: "Grants end while sessions live. The app's own look at app_access is what stands between a revoked grant and the dashboard: provisioning is not authorization.",
  remedy:
    'Spoke: after every sign-in and refresh, when app_access lacks the app\'s key: await supabase.auth.signOut(), then show "Request access".',
  sources: ["S0:step-7", "S2:STEP-6"],
  kinds: ["client"],
  needs: ["refusal.backstop"],
  control: entitledEnters,
  judge: ({ refusal: { backstop } }) => {
    const { app = {}, changed = 0, readable, own, before, unreached } = backstop;
    if (unreached !== undefined) return blockedBy("provider/global-logout-effective", unreached);
    if (changed === 0 && readable !== true)
      return unknown(
        "no answer that the page was given carried the app's key, so nothing could be taken away",
        "provider/entitled-user-enters",
        { check: "provider/entitled-user-enters" },
      );
    if (before?.status !== 200)
      return unknown("the session was not accepted to begin with", "provider/native-session-minted");
    const judged = (holds: boolean, at: string, expected: unknown, actual: unknown): Judgement =>
      holds ? pass : fail(at, expected, actual, own?.exchange);
    const { said } = app;
    return named([
      ["not let in", judged(app.signOutShown === false, "the app, without its key", "no dashboard", said)],
      ["no session left", noneHeld(app.sessionHeld, "storage of the page")],
      [
        "session ended at the backend",
        own?.status === undefined
          ? unknown("the backend was not asked", "a new run")
          : judged(own.status !== 200, "own auth API with the session's token", "refused", own.status),
      ],
      [
        "told to request access",
        judged(ACCESS.test(said ?? ""), "what the app says", "request access", said),
      ],
    ]);
  },
});
