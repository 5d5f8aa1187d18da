import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { exposures } from "../../../core/exposures.ts";
import { hostOf, whose } from "../../../core/hosts.ts";
import { unlessSignedIn } from "../arrived.ts";

export default defineCheck({
  level: "required",
  title: "The browser never leaves branded hosts on the way in",
  failureTitle: "The browser touches the issuer's or the vendor's host",
  why: "The issuer lives on a backend host by design (RULE A), but only inside tokens. A person who sees a vendor's address in the middle of a login cannot tell it from phishing, and whatever points there breaks on the day the vendor changes.",
  remedy:
    "Spoke: Auto-discovery OFF and the manual authorization endpoint on the hub's public domain; brand the backend before the provider is added; load no script, frame or image from a vendor host.",
  sources: ["S0:step-3", "S2:RULE-A"],
  threat: ["RFC9700:4.2"],
  kinds: ["client"],
  needs: ["browser.login"],
  judge: ({ browser: { login } }, subject) => {
    const hops = login.hops ?? [];
    const bare = exposures(login, subject);
    const clean = new Set(hops.map(({ url }) => hostOf(url)).filter((host) => host !== undefined));
    for (const { host } of bare) clean.delete(host);
    if (clean.size + bare.length === 0) {
      return unlessSignedIn(login) ?? unknown("no request was seen", "a login in a browser");
    }
    const things: readonly { readonly name: string; readonly judgement: Judgement }[] = [
      ...bare.map(({ at, host, actual }) => ({
        name: at,
        judgement: fail(at, "a branded host", `${host} (${whose(subject, host)}): ${actual}`),
      })),
      ...[...clean].map((host) => ({ name: `${host} (${whose(subject, host)})`, judgement: pass })),
    ];
    const seen = eachCase(
      things,
      ({ name }) => name,
      ({ judgement }) => judgement,
    );
    return seen.is === "fail" ? seen : (unlessSignedIn(login) ?? seen);
  },
});
