import { defineCheck, eachCase, fail, type Judgement, pass, same } from "../../../core/check.ts";
import { unlessStarted } from "../arrived.ts";

/** Scopes are a set; everything else is compared byte for byte, as the hub does. */
export default defineCheck({
  level: "required",
  title: "The app's login asks Cargo for exactly what is registered",
  failureTitle: "The login asks Cargo for something other than what is registered",
  why: "The hub compares client and callback byte for byte, and gives out the claims that the scopes name: too few and the contract is incomplete, too many and the app holds rights nobody decided on.",
  remedy:
    "Spoke: enter client id, callback and scopes in the provider form as spokes.yaml has them; pass no `scopes` option to signInWithOAuth.",
  sources: ["S0:step-3", "S2:STEP-2"],
  threat: ["RFC9700:4.1"],
  kinds: ["client"],
  needs: ["browser.authorize"],
  judge: ({ browser: { authorize } }, { spoke }) => {
    const { params, repeated = [] } = authorize;
    if (params === undefined) return unlessStarted(authorize);
    const asked = (params.scope ?? "").split(" ").filter((one) => one !== "");
    const missing = ["openid", "profile", "email"].filter((one) => !asked.includes(one));
    const more = asked.filter((one) => !spoke.provider.scopes.includes(one));
    const scopes: Judgement =
      missing.length + more.length > 0 ? fail("scope", spoke.provider.scopes.join(" "), params.scope) : pass;
    const cases: readonly (readonly [string, Judgement])[] = [
      ["client_id", same("client_id", spoke.client.id, params.client_id)],
      ["redirect_uri", same("redirect_uri", spoke.callback, params.redirect_uri)],
      ["response_type", same("response_type", "code", params.response_type)],
      ["scope", scopes],
      ["each parameter once", repeated.length > 0 ? fail("parameters", "each once", repeated) : pass],
    ];
    return eachCase(
      cases,
      ([name]) => name,
      ([, judgement]) => judgement,
    );
  },
});
