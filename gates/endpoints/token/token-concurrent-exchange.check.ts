import { blockedBy, defineRefusal, fail } from "../../../core/check.ts";
import { eachWithoutTokens, granted, noCode, oneExchangeAccepted } from "./grants.ts";

export default defineRefusal({
  level: "required",
  title: "Of several simultaneous exchanges of one code, one succeeds",
  failureTitle: "One code is redeemed several times at once",
  why: "Looking whether a code was used and marking it as used must be one step; between two of them an attacker fits.",
  remedy:
    "Hub operator: take the code in one atomic step (DELETE ... RETURNING, compare and swap) before issuing tokens.",
  sources: ["RFC6749:4.1.2", "RFC9700:4.5"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["token.concurrent", "token.replay"],
  control: oneExchangeAccepted,
  judge: ({ token }, { hub }) => {
    if (!token.replay.second) return noCode();
    if (granted(token.replay.second)) {
      return blockedBy("endpoints/token-code-single-use", "a code is redeemed twice, one after the other");
    }
    const attempts = token.concurrent.attempts ?? [];
    const won = attempts.filter(({ answer }) => granted(answer));
    const at = `${won[0]?.answer?.url ?? hub.endpoints.token} (${attempts.length} at once)`;
    const exchanges = won.map(({ answer }) => answer?.exchange);
    if (won.length > 1) return fail(at, "one success", `${won.length} successes`, ...exchanges);
    const lost = attempts.filter(({ answer }) => !granted(answer));
    return eachWithoutTokens(lost, "400 invalid_grant");
  },
});
