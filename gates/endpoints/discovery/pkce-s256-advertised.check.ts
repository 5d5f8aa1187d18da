import { defineCheck } from "../../../core/check.ts";
import { advertises } from "./advertised.ts";

export default defineCheck({
  level: "required",
  title: "Discovery advertises PKCE with S256",
  failureTitle: "Discovery does not advertise PKCE with S256",
  why: "PKCE binds a code to the backend that asked for it; clients learn from discovery whether they may rely on it.",
  remedy: "Hub operator: support PKCE and list S256 in code_challenge_methods_supported.",
  sources: ["RFC7636:4.2", "RFC9700:2.1.1", "RFC8414:2"],
  threat: ["RFC9700:4.5"],
  kinds: ["hub"],
  needs: ["discovery.effective"],
  judge: ({ discovery }) => advertises(discovery.effective, "code_challenge_methods_supported", ["S256"]),
});
