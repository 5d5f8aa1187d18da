import { blockedBy, defineRefusal, eachCase, fail, pass } from "../../../core/check.ts";
import { summary } from "../reading.ts";
import { noToken, told } from "../userinfo/bearer.ts";
import { firstExchangeAccepted, granted, noTokens } from "./grants.ts";

/** Userinfo refuses a token by not telling anything; the token endpoint by giving no tokens. */
export default defineRefusal({
  level: "advisory",
  title: "A replayed code takes the tokens of its first exchange with it",
  failureTitle: "After a code was replayed, the tokens of its first exchange go on working",
  why: "A replay shows that the code was stolen; whoever was first may be the thief.",
  remedy: "Hub operator: revoke every token that was issued from a code when the code is presented again.",
  sources: ["RFC6749:4.1.2", "RFC9700:4.5"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["token.replay", "userinfo.refusals"],
  control: firstExchangeAccepted,
  judge: ({ token: { replay }, userinfo }, { hub }) => {
    const { second, before, after = [] } = replay;
    if (!second || granted(second)) {
      return blockedBy("endpoints/token-code-single-use", `the second exchange: ${summary(second)}`);
    }
    if (!told(before)) {
      const because = `before the replay: ${summary(before)}`;
      return blockedBy("endpoints/userinfo-works-on-public-domain", because);
    }
    const { attempts = [] } = userinfo.refusals;
    if (attempts.length === 0) return noToken();
    const open = attempts.find(({ answer }) => told(answer));
    if (open) return blockedBy("endpoints/userinfo-bearer-required", `userinfo answers ${open.name}`);
    return eachCase(
      after,
      ({ name }) => name ?? "token",
      ({ name = "token", answer }) => {
        if (name !== "access token") return noTokens(`${name} after the replay`, answer, "400 invalid_grant");
        if (!told(answer))
          return answer?.status === 401 || answer?.status === 403 ? pass : noTokens(name, answer, "401");
        const at = `${answer?.url ?? hub.endpoints.userinfo} (${name} after the replay)`;
        return fail(at, "401 invalid_token", summary(answer), answer?.exchange);
      },
    );
  },
});
