import { defineCheck } from "../../../core/check.ts";
import { advertises } from "./advertised.ts";

export default defineCheck({
  level: "advisory",
  title: "Discovery advertises the code and refresh grants",
  failureTitle: "Discovery does not advertise the code and refresh grants",
  why: "Spokes are registered for authorization_code and refresh_token, and verify that against live discovery.",
  remedy: "Hub operator: list authorization_code and refresh_token in grant_types_supported.",
  sources: ["S2:client-registration", "OIDCD:3"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  // Left out, the list is authorization_code and implicit (OIDCD 3): the refresh grant is then not advertised.
  judge: ({ discovery }) =>
    advertises(discovery.effective, "grant_types_supported", ["authorization_code", "refresh_token"]),
});
