import { blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Silent } from "../../../core/evidence/home.ts";
import { isAlive, isDead } from "../../provider/home/silent.ts";
import { named } from "../../provider/named.ts";

const known = (before: Silent | undefined, after: Silent | undefined): Judgement => {
  if (!before || !after)
    return unknown("no client spoke is declared to probe with", "a client spoke of spokes.yaml");
  if (isAlive(before)) {
    return unknown(
      `the hub answered "${before.got}" before anybody signed in`,
      "endpoints/authorize-prompt-none",
    );
  }
  if (isAlive(after)) return pass;
  const at = `silent probe of ${after.spoke} after the sign-in`;
  return isDead(after)
    ? fail(at, "a code, or a question of consent", after.got)
    : unknown(`${at} got ${after.got}: ${after.said ?? ""}`, "endpoints/authorize-works-on-public-domain");
};

export default defineCheck({
  level: "required",
  title: "The account home's session is the hub's own",
  failureTitle: "The account home keeps a session that the hub does not know",
  why: "One login for all apps works because there is one session, and it lies at the hub. A session of the home's own signs people in here and nowhere else, and survives a global logout.",
  remedy:
    "Account home: sign in on the shared backend and keep nothing but its session; remove any token or session of another issuer. No JWKS and no Third-Party Auth here.",
  sources: ["S1:step-0", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.hub_session"],
  judge: ({ home: { hub_session: session } }, { hub }) => {
    const { unreached, before, after, tokens = [] } = session;
    if (unreached !== undefined) return blockedBy("provider/home-login-works", unreached);
    const kept = tokens.map(({ at, token }): readonly [string, Judgement] => {
      const issuer = token?.claims?.iss;
      const right = issuer === hub.issuer && token?.verified === true;
      return [
        `the token in ${at}`,
        right ? pass : fail(`${at}`, `signed by ${hub.issuer}`, `${issuer}, ${token?.code ?? "verified"}`),
      ];
    });
    return named([["the hub knows the person in this browser", known(before, after)], ...kept]);
  },
});
