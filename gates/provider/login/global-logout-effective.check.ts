import { all, blockedBy, type Case, defineCheck, type Judgement, unknown } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";
import { DEAD, judgeClick, judgeThing } from "../dead.ts";

export default defineCheck({
  level: "required",
  title: "After sign-out the Cargo session is dead everywhere",
  failureTitle: "After sign-out the Cargo session lives on",
  why: "Signing out of one app means signing out of Cargo. Where the next click signs in silently, whoever sits down at the machine next is the person who has just left.",
  remedy:
    "Hub: POST logout ends the session on the server, not only its cookie, and revokes every refresh token of the person. Spoke: wait for the call before the page goes away.",
  sources: ["S0:step-8", "S1"],
  kinds: ["client"],
  needs: ["browser.login", "browser.signout", "session.remains"],
  judge: ({ browser: { login, signout }, session: { remains } }) => {
    const blocked = unlessReached(login, signout);
    if (blocked) return blocked;
    const called = (signout.hub ?? []).some(({ method, credentials }) => method === "POST" && credentials);
    if (!called) return blockedBy("provider/global-logout-fires", "sign-out did not call Cargo's logout");
    const { things = [], again, peerBefore, peerAfter, peer, unreached } = remains;
    const judged: { readonly name: string; readonly judgement: Judgement }[] = DEAD.map((wanted) => {
      const thing = things.find(({ name }) => name === wanted);
      return { name: `${wanted} refused`, judgement: judgeThing(wanted, thing, unreached) };
    });
    judged.push({
      name: "the next click asks for credentials",
      judgement: again ? judgeClick(again, "at the spoke") : unknown("there was no next click", "a new run"),
    });
    if (peer !== undefined && peerAfter) {
      const usual = peerBefore?.ended === "signed in";
      judged.push({
        name: `no silent sign-in at ${peer}`,
        judgement: usual
          ? judgeClick(peerAfter, `at ${peer}`)
          : unknown(
              `the sign-in at ${peer} did not work before either: ${peerBefore?.ended}`,
              `a gate of ${peer}`,
              {
                check: "provider/sso-silent",
              },
            ),
      });
    }
    const told = things.map(
      ({ name, works, seconds }): Case => ({
        name: `${name}: residual life`,
        outcome: "pass",
        actual: works ? `still accepted, ${seconds ?? "unknown"} s to live` : "0 s",
      }),
    );
    const cases = judged.map(({ name, judgement }): Case => ({ name, outcome: judgement.is, ...judgement }));
    return { ...all(judged.map(({ judgement }) => judgement)), cases: [...cases, ...told] };
  },
});
