import { defineCheck } from "../../../core/check.ts";
import { judgeRotation } from "./rotates.ts";

export default defineCheck({
  level: "required",
  title: "A refresh at the spoke gives a new refresh token, and the session goes on with it",
  failureTitle: "The spoke's refresh gives no new refresh token, or the session ends with it",
  why: "The spoke's own session outlives the login by days. It must survive its refreshes, and a stolen refresh token must not survive its owner's next one.",
  remedy:
    "At the spoke's backend, turn on refresh token rotation (Authentication, Sessions). If the refresh itself is refused: read the answer in the exchange; a backend that asks the hub again at refresh must have kept the hub's refresh token.",
  sources: ["S2:GATE-3", "RFC9700:4.14"],
  threat: ["RFC9700:4.14"],
  kinds: ["client"],
  needs: ["claims.refresh", "claims.rotation"],
  judge: ({ claims }) => judgeRotation("spoke", claims),
});
