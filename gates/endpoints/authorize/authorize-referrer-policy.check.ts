import { defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { noPages, pagesOf, placeOf } from "./walks.ts";

/** They send no more than the origin to another site. */
const SAFE = /^(?:no-referrer|same-origin|(?:strict-)?origin(?:-when-cross-origin)?)$/i;
const KNOWN =
  /^(?:no-referrer(?:-when-downgrade)?|same-origin|(?:strict-)?origin(?:-when-cross-origin)?|unsafe-url)$/i;
const META = /<meta\b[^>]*\bname\s*=\s*["']?referrer["']?[^>]*>/i;

/** The last policy that browsers know is in force; a page's own element stands above the header. */
const policyOf = ({ headers = {}, body = "" }: Answer): string | undefined => {
  const element = /\bcontent\s*=\s*["']?([a-z-]+)/i.exec(META.exec(body)?.[0] ?? "")?.[1];
  const header = (headers["referrer-policy"] ?? "").match(/[a-z-]+/gi) ?? [];
  return element ?? header.findLast((one) => KNOWN.test(one));
};

export default defineCheck({
  level: "advisory",
  title: "Addresses of the sign-in do not travel as referrer",
  failureTitle: "Addresses of the sign-in may travel as referrer",
  why: "They carry state and what identifies the login; a page that loads anything from elsewhere would pass them on.",
  remedy:
    "Hub operator: send Referrer-Policy: no-referrer (or strict-origin) with every page of the sign-in.",
  sources: ["RFC9700:4.2.4"],
  threat: ["RFC9700:4.2"],
  kinds: ["client"],
  needs: ["authorize.signin"],
  judge: ({ authorize: { signin } }) => {
    const walk = signin.fallback ?? signin.walk;
    const pages = pagesOf(walk);
    if (pages.length === 0) return noPages(walk);
    return eachCase(pages, placeOf, (page) => {
      const policy = policyOf(page);
      return SAFE.test(policy ?? "")
        ? pass
        : fail(
            `${placeOf(page)} referrer-policy`,
            "no-referrer or strict-origin",
            policy ?? "absent",
            page.exchange,
          );
    });
  },
});
