import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { whose } from "../../../core/hosts.ts";
import { unlessReached } from "../arrived.ts";

const HUB = ["the hub", "the account home", "issuer"];

export default defineCheck({
  level: "advisory",
  title: "Cookies of hub and spoke are Secure, the hub's are HttpOnly, and SameSite is written out",
  failureTitle: "A cookie of hub or spoke is laxer than it has to be",
  why: "A session cookie that travels in the clear, or that a script can read, is a session for whoever sees it. A SameSite that is left to the browser is another one in each browser.",
  remedy:
    "Whoever sets the cookie named below: Secure; HttpOnly; SameSite=None only where another site must send it, Lax else.",
  sources: ["practice", "RFC6797"],
  kinds: ["client"],
  needs: ["browser.login", "session.cookies"],
  judge: ({ browser: { login }, session: { cookies } }, subject) => {
    const blocked = unlessReached(login, cookies);
    if (blocked) return blocked;
    const ours = (cookies.cookies ?? []).filter(({ host = "" }) => whose(subject, host) !== "another");
    if (ours.length === 0) return unknown("no cookie of hub or spoke was seen", "provider/login-completes");
    return eachCase(
      ours,
      ({ name, host }) => `${name} at ${host}`,
      ({ name, host = "", secure, httpOnly, sameSite, by }): Judgement => {
        const at = `cookie ${name} of ${host} (${whose(subject, host)})`;
        if (secure !== true) return fail(at, "Secure", "not Secure");
        if (by !== "server") return pass;
        if (HUB.includes(whose(subject, host)) && httpOnly !== true)
          return fail(at, "HttpOnly", "open to scripts");
        return sameSite === undefined ? fail(at, "SameSite written out", "left to the browser") : pass;
      },
    );
  },
});
