import { defineRefusal, unknown } from "../../../core/check.ts";
import { noTokens, rightSecretAccepted } from "../token/grants.ts";

export default defineRefusal({
  level: "required",
  title: "The spoke's client is confidential",
  failureTitle: "The spoke's client is public: its codes are redeemed without a secret",
  why: "The guides register a confidential client; a public one lets everybody who sees a code finish the login.",
  remedy:
    "Cargo admin: register the client again as confidential (a secret, client_secret_basic or client_secret_post) and send the secret out of band.",
  sources: ["S2:client-registration", "S3:Gate-1", "RFC6749:2.1"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["token.client_auth"],
  control: rightSecretAccepted,
  judge: ({ token }, { spoke }) => {
    const bare = token.client_auth.attempts?.find(({ name }) => name === "no-secret");
    if (!bare) {
      const because = "no code was left to redeem without a secret";
      return unknown(because, "a hub that gives the test person another code", {
        evidence: "token.client_auth",
        because,
      });
    }
    return noTokens(`client ${spoke.client.id}, no secret`, bare.answer, "401 invalid_client");
  },
});
