import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { discoveryOf } from "../reading.ts";

export default defineCheck({
  level: "advisory",
  title: "PKCE without a hash is not advertised",
  failureTitle: "PKCE without a hash is advertised",
  why: "With `plain` whoever reads the request can redeem the code.",
  remedy: "Hub operator: list S256 only in code_challenge_methods_supported, and refuse `plain`.",
  sources: ["RFC9700:2.1.1", "RFC7636:7.2"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }) => {
    const read = discoveryOf(answer);
    if ("blocked" in read) return read.blocked;
    const methods = read.document.code_challenge_methods_supported;
    if (!Array.isArray(methods)) {
      return blockedBy("endpoints/pkce-s256-advertised", "discovery lists no PKCE method");
    }
    const at = `${answer.url} code_challenge_methods_supported`;
    return methods.includes("plain") ? fail(at, "no `plain`", methods, answer.exchange) : pass;
  },
});
