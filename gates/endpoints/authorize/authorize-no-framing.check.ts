import { defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { noPages, pagesOf, placeOf } from "./walks.ts";

const words = (text: string, by: string): string[] =>
  text.split(by).flatMap((one) => /\S+(?:\s+\S+)*/.exec(one)?.[0] ?? []);

/** Sources of `frame-ancestors`, one list for each policy that has it: every policy must agree. */
const ancestors = (policies: string): string[][] =>
  words(policies, ",").flatMap((policy) =>
    words(policy, ";")
      .map((directive) => directive.split(/\s+/))
      .filter(([name]) => /^frame-ancestors$/i.test(name ?? ""))
      .map(([, ...sources]) => sources),
  );

/** Browsers that know frame-ancestors do not look at X-Frame-Options where it is set. */
const refusesFraming = ({ headers = {} }: Answer, own: readonly string[]): boolean => {
  const lists = ancestors(headers["content-security-policy"] ?? "");
  const trusted = ["'none'", "'self'", ...own];
  if (lists.length > 0) return lists.some((sources) => sources.every((source) => trusted.includes(source)));
  const options = words(headers["x-frame-options"] ?? "", ",");
  return options.length > 0 && options.every((option) => /^(?:deny|sameorigin)$/i.test(option));
};

export default defineCheck({
  level: "required",
  title: "The sign-in and consent pages refuse to be framed",
  failureTitle: "The sign-in or consent page can be framed by another site",
  why: "In an invisible frame a user presses Allow without knowing it.",
  remedy:
    "Hub operator: send Content-Security-Policy: frame-ancestors 'none' with every page of the sign-in, or X-Frame-Options: DENY.",
  sources: ["RFC9700:4.16", "RFC6749:10.13"],
  threat: ["RFC9700:4.16"],
  kinds: ["client"],
  needs: ["authorize.signin"],
  judge: ({ authorize: { signin } }, { hub }) => {
    const walk = signin.fallback ?? signin.walk;
    const pages = pagesOf(walk);
    if (pages.length === 0) return noPages(walk);
    const own = [hub.account_home, `https://${hub.publicHost}`];
    return eachCase(pages, placeOf, (page) => {
      if (refusesFraming(page, own)) return pass;
      const { headers = {}, exchange } = page;
      const actual = headers["content-security-policy"] ?? headers["x-frame-options"] ?? "neither";
      return fail(placeOf(page), "frame-ancestors 'none', or X-Frame-Options: DENY", actual, exchange);
    });
  },
});
