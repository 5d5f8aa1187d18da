import { defineCheck } from "../../../core/check.ts";
import { advertises } from "./advertised.ts";

export default defineCheck({
  level: "required",
  title: "Discovery advertises openid, profile and email",
  failureTitle: "Discovery does not advertise openid, profile and email",
  why: "Spokes ask for exactly these scopes and are told to verify every scope against live discovery.",
  remedy: "Hub operator: list openid, profile and email in scopes_supported, and serve them.",
  sources: ["S2:verify-every-scope", "OIDCD:3"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery }) =>
    advertises(discovery.effective, "scopes_supported", ["openid", "profile", "email"]),
});
