import { all, blockedBy, defineCheck, eachCase, type Judgement, same, unknown } from "../../../core/check.ts";
import type { Walk } from "../../../core/evidence/piece.ts";
import { ending, lastHop } from "./walks.ts";

interface Returned {
  readonly name: string;
  readonly sent: string | undefined;
  readonly walk: Walk | undefined;
}

const echoed = ({ name, sent, walk }: Returned): Judgement =>
  same(`state (${name})`, sent, walk?.params?.state ?? "absent", lastHop(walk)?.exchange);
const came = ({ walk }: Returned): boolean => walk?.ended === "arrived";

export default defineCheck({
  level: "required",
  title: "State comes back unchanged, with a code and with an error",
  failureTitle: "State does not come back unchanged",
  why: "The spoke's backend finds the login it began by this value; without it the login fails or can be forged.",
  remedy: "Hub operator: return the state parameter byte for byte in every answer to the redirect URI.",
  sources: ["RFC6749:4.1.2", "RFC6749:4.1.2.1"],
  threat: ["RFC9700:4.7"],
  kinds: ["client"],
  needs: ["authorize.signin", "authorize.errors"],
  judge: ({ authorize: { signin, errors } }) => {
    const success = { name: "success", sent: signin.sent?.state, walk: signin.fallback ?? signin.walk };
    const failures = (errors.attempts ?? [])
      .map(({ name, state, walk }) => ({ name: name ?? "error", sent: state, walk }))
      .filter(came);
    const judged: Judgement[] = [];
    if (!came(success)) {
      const because = `no answer came to the redirect URI: ${ending(success.walk)}`;
      judged.push(blockedBy("endpoints/callback-allowlisted", because));
    }
    if (failures.length === 0) {
      const because = "no error came back to the redirect URI";
      judged.push(
        unknown(because, "a hub that reports errors to the redirect URI", {
          evidence: "authorize.errors",
          because,
        }),
      );
    }
    return all([...judged, eachCase([success, ...failures].filter(came), ({ name }) => name, echoed)]);
  },
});
