import { blockedBy, defineCheck, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import { comesBackElsewhere } from "../comes-back.ts";
import { ids } from "../refuses/login.ts";

/** A hub that does not look at the verifier lets a wrong one through: the tripwire compares it. */
export default defineCheck({
  level: "advisory",
  title: "The code is redeemed with the verifier of its own challenge",
  failureTitle: "The code is redeemed without its verifier, or with another",
  why: "A challenge alone protects nothing: the day the hub looks at the verifier, nobody can sign in at a spoke that sends none or another one.",
  remedy:
    "Spoke backend: keep the verifier of each login with its state, send it as code_verifier when the code is redeemed, and make the challenge of it by S256.",
  sources: ["RFC7636:4.5", "RFC9700:2.1.1"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  judge: ({ tripwire: { logins } }, { spoke }) => {
    const honest = (logins.logins ?? []).filter(({ name = "" }) => /^honest \d+$/.test(name));
    return eachCase(
      honest,
      ({ name = "a login" }) => name,
      (login): Judgement => {
        const back = login.asked?.redirect;
        if (!login.touched?.some((at) => at.endsWith("token"))) {
          if (back !== undefined && comesBackElsewhere(back, spoke))
            return blockedBy("endpoints/callback-branded", `the backend has its logins come back to ${back}`);
          return blockedBy("provider/login-completes", "no code of the tripwire's was redeemed");
        }
        const { challenge, method, verifier } = login.pkce ?? {};
        if (challenge === undefined) {
          return blockedBy("provider/pkce-used", "the login at the tripwire carried no code_challenge");
        }
        if (method !== "S256")
          return fail("code_challenge_method", "S256", method ?? "not named", ...ids(login));
        return verifier === "right"
          ? pass
          : fail("code_verifier", "the one of the challenge", verifier ?? "none", ...ids(login));
      },
    );
  },
});
