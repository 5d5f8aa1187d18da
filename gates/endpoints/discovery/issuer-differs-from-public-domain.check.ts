import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { liveIssuer } from "./issuer.ts";

export default defineCheck({
  level: "required",
  title: "The issuer is not the public auth domain",
  failureTitle: "The issuer is the public auth domain",
  why: "RULE A: the public domain and the issuer are different by design. An issuer on the public domain means every spoke's pasted issuer no longer matches its tokens.",
  remedy:
    "Hub operator: keep the issuer on the backend host. Do not rewrite the `issuer` member when the document is served through the public domain.",
  sources: ["S2:RULE-A", "S3:RULE-A"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }, { hub }) => {
    const read = liveIssuer(answer);
    if ("blocked" in read) return read.blocked;
    const host = URL.parse(read.issuer)?.hostname;
    if (host === undefined) return blockedBy("endpoints/discovery-metadata-valid", "the issuer is not a URL");
    // another port, or the dot of a fully qualified name, is the same domain
    return host.replace(/\.$/, "") === new URL(`https://${hub.publicHost}`).hostname
      ? fail(`${answer.url} issuer`, `a host other than ${hub.publicHost}`, read.issuer, answer.exchange)
      : pass;
  },
});
