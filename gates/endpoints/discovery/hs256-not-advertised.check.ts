import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { discoveryOf, isText } from "../reading.ts";

export default defineCheck({
  level: "advisory",
  title: "No shared-secret algorithm is advertised",
  failureTitle: "A shared-secret algorithm is advertised for id_tokens",
  why: "A client that picks HS256 needs a secret that signs tokens; no such secret may leave Cargo.",
  remedy: "Hub operator: list asymmetric algorithms only in id_token_signing_alg_values_supported.",
  sources: ["S3:no-shared-secret", "RFC8725:3.1"],
  threat: ["RFC8725:2.1"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }) => {
    const read = discoveryOf(answer);
    if ("blocked" in read) return read.blocked;
    const algs = read.document.id_token_signing_alg_values_supported;
    if (!Array.isArray(algs) || algs.length === 0) {
      return blockedBy("endpoints/discovery-metadata-valid", "discovery lists no signing algorithm");
    }
    const shared = algs.filter((alg) => isText(alg) && /^HS\d/i.test(alg));
    const at = `${answer.url} id_token_signing_alg_values_supported`;
    return shared.length === 0 ? pass : fail(at, "no HS algorithm", shared, answer.exchange);
  },
});
