import { blockedBy, defineCheck, fail, pass, unknown } from "../../../core/check.ts";
import { ending, gotCode, lastHop, reachedPage } from "./walks.ts";

export default defineCheck({
  level: "advisory",
  title: "An authorization request may be posted",
  failureTitle: "An authorization request by POST is not taken like one by GET",
  why: "OpenID Connect asks for both; a client that posts keeps its parameters out of addresses.",
  remedy: "Hub operator: take the same parameters from a form that is posted to the authorization endpoint.",
  sources: ["OIDCC:3.1.2.1"],
  kinds: ["client"],
  needs: ["authorize.post", "authorize.signin"],
  judge: ({ authorize: { post, signin } }, { hub }) => {
    const correct = signin.fallback ?? signin.walk;
    if (!gotCode(correct) && !reachedPage(correct)) {
      const because = `the same request by GET: ${ending(correct)}`;
      return blockedBy("endpoints/authorize-works-on-public-domain", because);
    }
    if (gotCode(post) || reachedPage(post)) return pass;
    const last = lastHop(post);
    const { status } = last ?? {};
    if (status === undefined || status >= 500 || status === 429) {
      return unknown(`POST: ${ending(post)}`, "a hub that answers this request");
    }
    return fail(
      `${hub.endpoints.authorization} (POST)`,
      "the sign-in page or a code",
      ending(post),
      post.hops?.[0]?.exchange,
    );
  },
});
