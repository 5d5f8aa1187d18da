import { defineCheck, fail, pass, unknown } from "../../../core/check.ts";
import { unheard } from "../reading.ts";
import { ending, gotCode, hostOf, lastHop, reachedPage } from "./walks.ts";

export default defineCheck({
  level: "required",
  publicEndpoint: "authorization",
  title: "A correct request is accepted and stays on the public domain",
  failureTitle: "A correct request is refused, or leaves the public domain",
  why: "The browser must see auth.cargo.ac and the account home only; a hop to the backend host shows the vendor to users.",
  remedy:
    "Hub operator: serve the authorization endpoint under the public domain and make every redirect of the sign-in point there or to the account home.",
  sources: ["S2:Gate-1", "RFC6749:4.1.1"],
  kinds: ["client"],
  needs: ["authorize.signin"],
  judge: ({ authorize: { signin } }, { hub }) => {
    const { walk } = signin;
    const hops = walk?.hops ?? [];
    const at = hub.endpoints.authorization;
    const silent = unheard(hops[0] ?? {}, "authorize.signin");
    if (silent) return silent;
    const ours = [hub.publicHost, hostOf(hub.account_home)];
    const astray = hops.find(({ url }) => !ours.includes(hostOf(url)));
    if (astray) {
      return fail(
        at,
        `hops on ${ours.join(" and ")} only`,
        `a hop to ${hostOf(astray.url)}`,
        astray.exchange,
      );
    }
    const error = walk?.params?.error;
    if (error !== undefined)
      return fail(at, "an accepted request", `error ${error}`, lastHop(walk)?.exchange);
    if (gotCode(walk) || reachedPage(walk)) return pass;
    const first = hops[0];
    const notTaken = hops.length === 1 || lastHop(walk)?.status === undefined;
    return notTaken
      ? fail(at, "the sign-in page or a code", ending(walk), first?.exchange)
      : unknown(`the request was taken, then: ${ending(walk)}`, "a sign-in that completes", {
          evidence: "authorize.signin",
          because: ending(walk),
        });
  },
});
