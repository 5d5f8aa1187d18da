import { defineCheck, unknown } from "../../../core/check.ts";
import { discoveryOf } from "../reading.ts";
import { advertises } from "./advertised.ts";

export default defineCheck({
  level: "advisory",
  title: "Discovery names the claims of the identity contract, where it names any",
  failureTitle: "Discovery names claims, but not all of the identity contract's",
  why: "Spoke teams are told to verify every claim against live discovery.",
  remedy: "Hub operator: list the contract's claims in claims_supported.",
  sources: ["S2:verify-every-claim", "OIDCD:3"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  when: {
    holds: ({ discovery }) => {
      const read = discoveryOf(discovery.effective);
      return "blocked" in read || read.document.claims_supported !== undefined;
    },
    because: "the discovery document has no claims_supported, which is optional",
  },
  judge: ({ discovery }, { contract }) => {
    const names = contract.claims.filter((claim) => claim.contract).map(({ name }) => name);
    return names.length === 0
      ? unknown("the contract names no claims", "the contract's claims")
      : advertises(discovery.effective, "claims_supported", names);
  },
});
