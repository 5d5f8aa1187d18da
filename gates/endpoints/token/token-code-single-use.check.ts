import { defineRefusal } from "../../../core/check.ts";
import { firstExchangeAccepted, noTokens } from "./grants.ts";

export default defineRefusal({
  level: "required",
  title: "A code is redeemed once",
  failureTitle: "A code is redeemed twice",
  why: "A code passes through the browser; one that works twice works for whoever read it on the way.",
  remedy: "Hub operator: refuse a code that was redeemed before, with invalid_grant.",
  sources: ["RFC6749:4.1.2", "RFC9700:4.5"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["token.replay"],
  control: firstExchangeAccepted,
  judge: ({ token: { replay } }) => noTokens("the second exchange", replay.second, "400 invalid_grant"),
});
