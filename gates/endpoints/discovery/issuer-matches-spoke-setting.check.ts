import { defineCheck, same, unknown } from "../../../core/check.ts";
import { liveIssuer } from "./issuer.ts";

/** Compared byte for byte: copied, never invented. */
export default defineCheck({
  level: "required",
  title: "The spoke's issuer setting is the live issuer",
  failureTitle: "The spoke's issuer setting is not the live issuer",
  why: "The backend compares the id_token's `iss` with this setting; one byte of difference refuses every login.",
  remedy:
    "Spoke team: copy the `issuer` member of live discovery into the provider form and into spokes.yaml, verbatim. Never write the public auth domain there.",
  sources: ["S0:step-3", "S2:RULE-A"],
  kinds: ["client"],
  needs: ["discovery.effective"],
  judge: ({ discovery: { effective: answer } }, { hub, spoke, target }) => {
    const read = liveIssuer(answer);
    if ("blocked" in read) return read.blocked;
    const stated = spoke.provider.issuer ?? hub.issuer;
    if (stated === undefined) {
      return unknown(
        "spokes.yaml states no issuer for this target",
        `copying the live issuer into targets.${target.name}.issuer`,
      );
    }
    return same("spokes.yaml: the issuer in force for this spoke", read.issuer, stated, answer.exchange);
  },
});
