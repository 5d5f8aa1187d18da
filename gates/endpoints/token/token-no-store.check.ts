import { blockedBy, defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
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
  needs: ["token.client_auth", "token.refresh"],
  judge: ({ token }, { hub }) => {
    const answers = [
      { name: "code", answer: token.client_auth.control },
      { name: "refresh", answer: token.refresh.answer },
    ];
    return eachCase(
      answers,
      ({ name }) => name,
      ({ name, answer }) => {
        if (!answer) return noCode();
        if (!granted(answer)) return blockedBy("endpoints/token-works-on-public-domain", summary(answer));
        const policy = answer.headers?.["cache-control"] ?? "absent";
        const at = `${answer.url ?? hub.endpoints.token} (${name}) cache-control`;
        return /(?:^|,)\s*no-store\s*(?:,|$)/i.test(policy)
          ? pass
          : fail(at, "no-store", policy, answer.exchange);
      },
    );
  },
});
