import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { summary } from "../reading.ts";
import { granted, noCode } from "./grants.ts";

export default defineCheck({
  level: "advisory",
  title: "Token answers are not to be stored by caches",
  failureTitle: "Token answers may be stored by caches",
  why: "A cache that keeps a token answer hands one user's tokens to another.",
  remedy: "Hub operator: send Cache-Control: no-store with every answer of the token endpoint.",
  sources: ["RFC6749:5.1"],
  kinds: ["client"],
  needs: ["token.client_auth"],
  judge: ({ token }, { hub }) => {
    const answer = token.client_auth.control;
    if (!granted(answer)) {
      return answer ? blockedBy("endpoints/token-works-on-public-domain", summary(answer)) : noCode();
    }
    const policy = answer?.headers?.["cache-control"] ?? "absent";
    return /(?:^|,)\s*no-store\s*(?:,|$)/i.test(policy)
      ? pass
      : fail(`${answer?.url ?? hub.endpoints.token} cache-control`, "no-store", policy, answer?.exchange);
  },
});
