import { defineCheck, fail, pass } from "../../../core/check.ts";
import { keysOf, summary, unheard } from "../reading.ts";

export default defineCheck({
  level: "required",
  publicEndpoint: "jwks",
  title: "The public domain serves the key set",
  failureTitle: "The public domain does not serve a key set",
  why: "Spokes verify every token against this URL; without it no login completes.",
  remedy:
    "Hub operator: serve the JSON Web Key Set under the public auth domain, status 200, with a `keys` list.",
  sources: ["S2:Gate-1", "S3:JWKS", "RFC7517:5"],
  kinds: ["hub"],
  needs: ["jwks.public"],
  judge: ({ jwks: { public: answer } }, { hub }) => {
    const at = hub.endpoints.jwks;
    const silent = unheard(answer, "jwks.public");
    if (silent) return silent;
    if (answer.status !== 200) return fail(at, "status 200", summary(answer), answer.exchange);
    return keysOf(answer)
      ? pass
      : fail(at, "a JSON object with a `keys` list", answer.body?.slice(0, 200), answer.exchange);
  },
});
