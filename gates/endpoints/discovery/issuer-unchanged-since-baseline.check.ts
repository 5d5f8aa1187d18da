import { defineCheck, same, unknown } from "../../../core/check.ts";
import { liveIssuer } from "./issuer.ts";

/** Compared byte for byte: the baseline is what somebody looked at and approved. Without one nobody can say "unchanged". */
export default defineCheck({
  level: "required",
  title: "The issuer is the one that was approved",
  failureTitle: "The issuer is not the one that was approved",
  why: "The guides promise that the issuer will not change: every spoke has pasted it, and every token carries it.",
  remedy:
    "Hub operator: put the issuer back. Cargo admin: when the change is meant, tell every spoke first, then approve the new issuer as the baseline.",
  sources: ["S2:RULE-A", "S3:RULE-A"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery }, { target: { name, baseline } }) => {
    const read = liveIssuer(discovery.effective);
    if ("blocked" in read) return read.blocked;
    return baseline === undefined
      ? unknown(
          `nobody approved an issuer for target ${name}; today it is ${read.issuer}`,
          `looking at it, "npm start -- baseline approve" of a complete run, and its lines under targets.${name} in spokes.yaml`,
        )
      : same(`${discovery.effective.url} issuer`, baseline.issuer, read.issuer, discovery.effective.exchange);
  },
});
