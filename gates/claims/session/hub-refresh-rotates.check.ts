import { defineCheck } from "../../../core/check.ts";
import { judgeRotation } from "./rotates.ts";

export default defineCheck({
  level: "required",
  title: "A refresh at the hub gives a new refresh token, and the session goes on with it",
  failureTitle: "The hub's refresh gives no new refresh token, or the session ends with it",
  why: "A refresh token that never changes is a password that never expires: stolen once, it opens the session for good, and nobody notices.",
  remedy:
    "At the hub, turn on refresh token rotation for this client, with detection of reuse, and allow it the grant refresh_token. The new token must be in the answer of every refresh.",
  sources: ["S2:GATE-3", "RFC9700:4.14", "RFC6749:6"],
  threat: ["RFC9700:4.14"],
  kinds: ["client"],
  needs: ["claims.refresh", "claims.rotation"],
  judge: ({ claims }) => judgeRotation("hub", claims),
});
