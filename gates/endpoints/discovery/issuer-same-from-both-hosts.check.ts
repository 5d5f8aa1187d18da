import { defineCheck, fail, same, unknown } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { isDocument, notAsked, summary } from "../reading.ts";
import { liveIssuer } from "./issuer.ts";

const served = ({ status, json }: Answer): boolean => status === 200 && isDocument(json);

/** Compared byte for byte: a trailing slash is another issuer. */
export default defineCheck({
  level: "required",
  title: "Both hosts name the same issuer",
  failureTitle: "The two hosts name different issuers",
  why: "A token's `iss` is one value. If the two hosts disagree, what a spoke copied depends on where it looked.",
  remedy:
    "Hub operator: serve one document, with one issuer, from the public domain and from the backend host.",
  sources: ["S2:RULE-A", "OIDCD:4.3"],
  kinds: ["hub"],
  needs: ["discovery.public", "discovery.backend"],
  when: {
    holds: ({ discovery }) => !(served(discovery.backend) && !served(discovery.public)),
    because:
      "the public domain serves no discovery document (endpoints/discovery-answers says so): there is one document, and nothing to compare it with",
  },
  judge: ({ discovery }) => {
    const read = liveIssuer(discovery.public);
    if ("blocked" in read) return read.blocked;
    const there = discovery.backend;
    const at = `${there.url ?? "the issuer's host"} issuer`;
    if (notAsked(there) || there.status === undefined) {
      return unknown(`the issuer's host was not heard: ${summary(there)}`, "a route to the issuer's host", {
        evidence: "discovery.backend",
        because: summary(there),
      });
    }
    const shown = [discovery.public.exchange, there.exchange];
    if (there.status !== 200 || !isDocument(there.json)) {
      return fail(at, read.issuer, summary(there), ...shown);
    }
    const issuer = there.json.issuer;
    const slash = typeof issuer === "string" && issuer.replace(/\/$/, "") === read.issuer.replace(/\/$/, "");
    return same(
      slash ? `${at} (they differ by a trailing slash)` : at,
      read.issuer,
      issuer ?? "absent",
      ...shown,
    );
  },
});
