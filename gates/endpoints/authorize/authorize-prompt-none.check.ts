import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { ending, lastHop } from "./walks.ts";

export default defineCheck({
  level: "advisory",
  title: "Without a session, prompt=none comes back with login_required",
  failureTitle: "Without a session, prompt=none does not come back with login_required",
  why: "A silent look for a session must end at the spoke, never on a page that nobody sees.",
  remedy: "Hub operator: answer prompt=none without a session with login_required at the redirect URI.",
  sources: ["OIDCC:3.1.2.1", "OIDCC:3.1.2.6"],
  kinds: ["client"],
  needs: ["authorize.errors"],
  judge: ({ authorize }, { hub }) => {
    const tried = authorize.errors.attempts?.find(({ name }) => name === "silent-without-session");
    const { walk } = tried ?? {};
    if (!walk || (walk.landed === undefined && (lastHop(walk)?.status ?? 500) >= 400)) {
      return blockedBy("endpoints/authorize-works-on-public-domain", `the request: ${ending(walk)}`);
    }
    return walk.params?.error === "login_required"
      ? pass
      : fail(
          `${hub.endpoints.authorization} (prompt=none)`,
          "login_required at the redirect URI",
          walk.params?.error ?? ending(walk),
          walk.hops?.[0]?.exchange,
        );
  },
});
