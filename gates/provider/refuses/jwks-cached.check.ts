import { defineRefusal, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";

/** one at the first login; one more where something expired in between */
const MOST = 2;

export default defineRefusal({
  level: "advisory",
  title: "Tokens are verified with kept keys",
  failureTitle: "Every login asks the provider for its keys or documents again",
  why: "Verification is local (trust model): a hub that is slow must not make every login slow, and nobody asks the hub whether a token is good.",
  remedy:
    "Spoke backend: keep the key set for as long as its Cache-Control says, and ask again only for a kid that is not in it.",
  sources: ["S3:JWKS", "OIDCC:10.1.1"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => {
    const { logins: count, touches } = logins.quiet ?? {};
    if (count === undefined || touches === undefined || touches.token === undefined) {
      return unknown("no logins in a row were seen", "a run in which the tripwire is used", {
        evidence: "tripwire.logins",
        because: "its quiet logins are missing",
      });
    }
    return eachCase(
      ["jwks", "discovery", "discovery override"],
      (name) => name,
      (name) => {
        const asked = touches[name] ?? 0;
        return asked <= MOST ? pass : fail(`${name} requests in ${count} logins`, `at most ${MOST}`, asked);
      },
    );
  },
});
