import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";

export default defineCheck({
  level: "advisory",
  title: "No token of Cargo's lies in the page's storage",
  failureTitle: "A token of Cargo's lies in the page's storage",
  why: "The page needs its own session and nothing of Cargo's. A hub token that a script can read reaches every other app of the person.",
  remedy:
    "Spoke: keep provider_token and provider_refresh_token out of the stored session, or take them off after the login; call the hub from the backend.",
  sources: ["practice"],
  threat: ["RFC9700:4.3"],
  kinds: ["client"],
  needs: ["browser.login", "session.hub_tokens"],
  judge: ({ browser: { login }, session: { hub_tokens } }) => {
    const blocked = unlessReached(login, hub_tokens);
    if (blocked) return blocked;
    const { searched = 0, found = [] } = hub_tokens;
    if (found.length > 0) {
      return eachCase(
        found,
        ({ what, at }) => `${what} in ${at}`,
        ({ what, at }) => fail(at ?? "storage", "no token of the hub's", what),
      );
    }
    return searched > 0
      ? pass
      : unknown("nothing was stored in the page, not even a session", "provider/native-session-minted");
  },
});
