import { defineRefusal } from "../../../core/check.ts";
import { eachWithoutTokens, rightSecretAccepted } from "./grants.ts";

export default defineRefusal({
  level: "required",
  title: "No code is redeemed without the client's secret",
  failureTitle: "A code is redeemed without the client's secret",
  why: "Spokes are confidential clients: whoever intercepts a code must not be able to use it.",
  remedy:
    "Hub operator: register the client as confidential and refuse a missing, empty, wrong or foreign secret.",
  sources: ["S2:client-registration", "RFC6749:3.2.1"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["token.client_auth"],
  control: rightSecretAccepted,
  judge: ({ token }) => eachWithoutTokens(token.client_auth.attempts ?? [], "401 invalid_client"),
});
