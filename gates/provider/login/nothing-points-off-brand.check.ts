import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { namedExposures, namings } from "../../../core/exposures.ts";
import { mustStayHidden, whose } from "../../../core/hosts.ts";
import { unlessReached } from "../arrived.ts";

/** What the browser asks for is another check's: this one is about what lies there and would lead it on. */
export default defineCheck({
  level: "advisory",
  title: "No link, cookie or stored value of a login names the issuer's or the vendor's host",
  failureTitle: "A link, cookie or stored value of a login names the issuer's or the vendor's host",
  why: "A link that leads to a vendor's host is one click away from an address that a person cannot tell from phishing, and what is stored under it breaks on the day the vendor changes (RULE B).",
  remedy:
    "Whoever made what is named below (the hub for its pages, the spoke for its own): link and post to the branded hosts; give the client library the branded address and keep no other one in the browser.",
  sources: ["S0:step-3", "S2:RULE-B"],
  kinds: ["client"],
  needs: ["browser.login", "exposure.places"],
  judge: ({ browser: { login }, exposure: { places } }, subject) => {
    const blocked = unlessReached(login, places);
    if (blocked) return blocked;
    if ((places.pages ?? 0) === 0) return unknown("no page of the login was read", "a login in a browser");
    const bad = namedExposures(places, subject).map(({ at, host, actual }) => ({
      name: at,
      judgement: fail(at, "a branded host", `${host} (${whose(subject, host)}): ${actual}`) as Judgement,
    }));
    const fine = namings(places).filter(({ host }) => !mustStayHidden(subject, host));
    const clean = [...new Set(fine.map(({ via, host }) => `${via}: ${host} (${whose(subject, host)})`))];
    const searched = `${places.pages ?? 0} pages, ${places.cookies ?? 0} cookies, ${places.stored ?? 0} stored entries`;
    return eachCase(
      [
        ...bad,
        ...[`searched: ${searched}`, ...clean].map((name) => ({ name, judgement: pass as Judgement })),
      ],
      ({ name }) => name,
      ({ judgement }) => judgement,
    );
  },
});
