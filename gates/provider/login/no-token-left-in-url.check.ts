import { defineCheck, fail, pass } from "../../../core/check.ts";
import { hostOf } from "../../../core/hosts.ts";
import { unlessSignedIn } from "../arrived.ts";

const SECRET = [
  "code",
  "access_token",
  "refresh_token",
  "id_token",
  "provider_token",
  "provider_refresh_token",
];
const secretsIn = (url: string): string[] => {
  if (!URL.canParse(url)) return [];
  const { searchParams, hash } = new URL(url);
  return SECRET.filter((name) => searchParams.has(name) || new URLSearchParams(hash.slice(1)).has(name));
};

export default defineCheck({
  level: "required",
  title: "After landing, neither address bar nor Referer carries a code or token",
  failureTitle: "A code or token stays in the URL",
  why: "Addresses are shared, bookmarked, logged and sent along as Referer. A token that stands there is given away by a screenshot.",
  remedy:
    "Spoke: use the PKCE flow and let the client library take the parameters off the address (detectSessionInUrl); set no router that puts them back. Add Referrer-Policy: no-referrer or strict-origin.",
  sources: ["RFC9700:4.3"],
  threat: ["RFC9700:4.2", "RFC9700:4.3"],
  kinds: ["client"],
  needs: ["browser.login"],
  judge: ({ browser: { login } }) => {
    const blocked = unlessSignedIn(login);
    if (blocked) return blocked;
    const left = (login.landedParams ?? []).filter((name) => SECRET.includes(name));
    if (left.length > 0) return fail("address bar after landing", "no code or token", left);
    const told = (login.hops ?? []).find(
      ({ url, referer }) =>
        referer !== undefined && hostOf(url) !== hostOf(referer) && secretsIn(referer).length > 0,
    );
    return told ? fail(`Referer to ${hostOf(told.url)}`, "no code or token", told.referer) : pass;
  },
});
