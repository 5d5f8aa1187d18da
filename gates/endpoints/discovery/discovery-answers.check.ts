import { defineCheck, fail, pass } from "../../../core/check.ts";
import { isDocument, summary, unheard } from "../reading.ts";

export default defineCheck({
  level: "required",
  publicEndpoint: "discovery",
  title: "The public domain serves the discovery document",
  failureTitle: "The public domain does not serve a discovery document",
  why: "Everything a spoke is configured with is copied from live discovery; without it nothing can be verified.",
  remedy:
    "Hub operator: serve /.well-known/openid-configuration under the public auth domain with status 200, a JSON content type and a JSON object, without an API key.",
  sources: ["S2:Gate-1", "OIDCD:4"],
  kinds: ["hub"],
  needs: ["discovery.public"],
  judge: ({ discovery: { public: answer } }, { hub }) => {
    const at = hub.endpoints.discovery;
    const silent = unheard(answer, "discovery.public");
    if (silent) return silent;
    if (answer.status !== 200) return fail(at, "status 200", summary(answer), answer.exchange);
    const type = answer.headers?.["content-type"] ?? "";
    if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
      return fail(`${at} content-type`, "application/json", type, answer.exchange);
    }
    return isDocument(answer.json)
      ? pass
      : fail(at, "a JSON object", answer.body?.slice(0, 200) ?? "an empty body", answer.exchange);
  },
});
