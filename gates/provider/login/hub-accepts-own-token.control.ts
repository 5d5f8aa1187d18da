import { defineControl, pass, unknown } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";

/** A hub that refuses everybody's token would make every refusal look right. */
export default defineControl({
  name: "the hub's userinfo accepts the hub's own token",
  needs: ["browser.login", "browser.session"],
  judge: ({ browser: { login, session } }) => {
    const blocked = unlessReached(login, session);
    if (blocked) return blocked;
    if (session.hubOwn?.status === 200) return pass;
    return session.hubOwn === undefined
      ? unknown(
          "the harness had no token of the hub's own to show",
          "the client secret and a test person's password",
        )
      : unknown(`userinfo answered ${session.hubOwn.status}`, "endpoints/userinfo-works-on-public-domain", {
          check: "endpoints/userinfo-works-on-public-domain",
        });
  },
});
