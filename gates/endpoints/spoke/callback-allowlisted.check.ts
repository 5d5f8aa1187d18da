import { blockedBy, defineCheck, fail, pass, unknown } from "../../../core/check.ts";
import { ending, gotCode, lastHop } from "../authorize/walks.ts";

export default defineCheck({
  level: "required",
  title: "The hub sends this client's codes to its callback",
  failureTitle: "The hub does not send this client's codes to its callback",
  why: "A callback that is not on the client's list ends every login at the hub with an error.",
  remedy:
    "Cargo admin: add the spoke's branded callback to its client's redirect URIs, exactly as sent (admin.cargo.ac, Integration, OAuth, OAuth Clients).",
  sources: ["S0:step-4", "S2:STEP-3", "S3:redirect-allowlist"],
  kinds: ["client"],
  needs: ["authorize.signin"],
  judge: ({ authorize: { signin } }, { spoke }) => {
    const walk = signin.fallback ?? signin.walk;
    const last = lastHop(walk);
    const at = `${walk?.hops?.[0]?.url?.split("?")[0] ?? "the authorization endpoint"} redirect_uri`;
    if (walk?.landed !== undefined) {
      const arrived = walk.landed.split(/[?#]/)[0] === spoke.callback;
      return arrived && gotCode(walk)
        ? pass
        : fail(at, `a code at ${spoke.callback}`, ending(walk), last?.exchange);
    }
    const first = walk?.hops?.[0];
    if (first?.status === 400 || first?.status === 403) {
      return fail(at, `${spoke.callback} accepted`, ending(walk), first.exchange);
    }
    if ((walk?.hops?.length ?? 0) <= 1) {
      return blockedBy("endpoints/authorize-works-on-public-domain", `the request: ${ending(walk)}`);
    }
    return unknown(
      `the sign-in did not come back: ${ending(walk)}`,
      "the password of an entitled test user and a login driver that fits the hub's pages",
      { evidence: "authorize.signin", because: ending(walk) },
    );
  },
});
