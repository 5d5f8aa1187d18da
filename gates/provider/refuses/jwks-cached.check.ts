import { defineRefusal, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";

/** one at the first login; one more where something expired in between */
const FEW = 2;
/** "elsewhere" is an address that no setting and no document names: introspection, a guessed key set */
const MOST = { jwks: FEW, discovery: FEW, "discovery override": FEW, elsewhere: 0 } as const;

export default defineRefusal({
  level: "advisory",
  title: "Tokens are verified with kept keys",
  failureTitle: "Every login asks the provider for its keys or documents again, or whether a token is good",
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
      Object.entries(MOST),
      ([name]) => name,
      ([name, most]) => {
        const asked = touches[name] ?? 0;
        return asked <= most ? pass : fail(`${name} requests in ${count} logins`, `at most ${most}`, asked);
      },
    );
  },
});
