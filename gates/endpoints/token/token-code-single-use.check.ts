import { defineRefusal, fail, pass } from "../../../core/check.ts";
import { refusedBy, summary } from "../reading.ts";
import { firstExchangeAccepted } from "./grants.ts";

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
  judge: ({ token: { replay } }, { hub }) => {
    const { first, second } = replay;
    const refused = refusedBy("the second exchange", second);
    if (refused.is === "neither") return refused.judgement;
    return refused.is === "refused"
      ? pass
      : fail(
          `${second?.url ?? hub.endpoints.token} (second exchange)`,
          "400 invalid_grant",
          summary(second),
          first?.exchange,
          second?.exchange,
        );
  },
});
