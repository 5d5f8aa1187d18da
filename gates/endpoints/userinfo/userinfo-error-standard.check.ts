import { blockedBy, defineCheck, eachCase, fail, pass } from "../../../core/check.ts";
import { summary } from "../reading.ts";
import { noToken, told } from "./bearer.ts";

/** The challenge says what is wrong only where there was a token to be wrong (RFC 6750 3.1). */
export default defineCheck({
  level: "advisory",
  title: "Userinfo refuses in the standard way",
  failureTitle: "Userinfo does not refuse in the standard way",
  why: "Client libraries decide by status and challenge whether to refresh, to sign in again or to give up.",
  remedy:
    "Hub operator: answer 401 with WWW-Authenticate: Bearer, with error=invalid_token only when a token was sent.",
  sources: ["RFC6750:3", "RFC6750:3.1"],
  kinds: ["client"],
  needs: ["userinfo.refusals"],
  judge: ({ userinfo: { refusals } }, { hub }) => {
    const tried = (refusals.attempts ?? []).filter(({ name }) => name === "no-token" || name === "garbage");
    if (tried.length === 0) return noToken();
    if (!told(refusals.control)) {
      const because = `even a good token: ${summary(refusals.control)}`;
      return blockedBy("endpoints/userinfo-works-on-public-domain", because);
    }
    return eachCase(
      tried,
      ({ name }) => name ?? "attempt",
      ({ name, answer }) => {
        if (answer?.status === undefined || answer.status < 400) {
          return blockedBy("endpoints/userinfo-bearer-required", `${name}: ${summary(answer)}`);
        }
        const challenge = answer.headers?.["www-authenticate"] ?? "absent";
        const named = /\berror\s*=/.test(challenge);
        const right = answer.status === 401 && /^bearer\b/i.test(challenge) && named === (name === "garbage");
        const wanted = `401, Bearer challenge ${name === "garbage" ? "with" : "without"} an error`;
        const at = `${answer.url ?? hub.endpoints.userinfo} (${name})`;
        return right ? pass : fail(at, wanted, `${answer.status}, ${challenge}`, answer.exchange);
      },
    );
  },
});
