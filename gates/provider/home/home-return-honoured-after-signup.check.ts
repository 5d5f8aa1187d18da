import { blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { named } from "../named.ts";
import { entered, sameTab, told, wentTo } from "./places.ts";

export default defineCheck({
  level: "required",
  title: "A listed return address survives the sign-up, its mail and the links between the screens",
  failureTitle: "A listed return address is lost on the way through sign-up",
  why: "A new user comes from an app as everybody else does. Whoever is dropped at the account home after signing up does not know that the app is waiting, and starts again.",
  remedy:
    "Account home: put the return address into the links between login and sign-up, into the confirmation mail's link, and go there the moment the new person is signed in.",
  sources: ["S1:step-4", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.signup"],
  judge: ({ home: { signup } }) => {
    const { return: wanted, links = [], sent = {}, mail, confirmed, arrived } = signup;
    if (wanted === undefined) {
      return unknown("the allowlist has no address that could be tried", "hub.redirect_allowlist");
    }
    const last = confirmed ?? sent;
    if (!entered(last) && !entered(arrived)) {
      return blockedBy("provider/home-signup-works", `the sign-up ended at ${told(last)}`);
    }
    const when = mail === undefined ? "after sign-up" : "after the confirmation mail's link";
    const carried = links.map(({ from, to, link, return: kept }): readonly [string, Judgement] => {
      const name = `the link from ${from} to ${to}`;
      if (link === undefined) {
        return [name, unknown(`there is no link from ${from} to ${to}`, "an attestation, or a link")];
      }
      return [name, kept === wanted ? pass : fail(name, `return=${wanted}`, link)];
    });
    return named([
      [when, wentTo(last, wanted) ? pass : fail(when, `sent to ${wanted}`, told(last))],
      [`${when}, in the same tab`, sameTab(last, when)],
      ...carried,
    ]);
  },
});
