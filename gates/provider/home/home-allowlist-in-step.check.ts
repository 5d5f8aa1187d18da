import { all, blockedBy, type Case, defineCheck, fail, type Judgement, pass } from "../../../core/check.ts";
import { returnUrlOf } from "../../../core/spokes/home-schema.ts";
import { isAt, told, unlessLoaded, unlessSignedIn, wentTo } from "./places.ts";

interface Told {
  readonly name: string;
  readonly judgement: Judgement;
  readonly actual?: string;
}

export default defineCheck({
  level: "advisory",
  title: "The account home accepts the published allowlist, entry by entry",
  failureTitle: "The account home and the published allowlist are out of step",
  why: "Spoke teams copy their return address from the list. One that is listed and refused strands every user of that app at the account home.",
  remedy:
    "Account home: keep the list in its code in step with the published one, every entry. Cargo admin: where the guides contradict each other (named below), decide and publish one list.",
  sources: ["S1:step-5", "S3:redirect-allowlist"],
  kinds: ["account-home"],
  needs: ["home.allowlist"],
  judge: ({ home: { allowlist } }, { hub, spoke, handoffs }) => {
    const { entries = [], signedIn } = allowlist;
    const blocked = unlessSignedIn({ right: signedIn });
    if (blocked) return blocked;
    const listed = new Map(hub.redirect_allowlist.map((entry) => [entry.url, entry]));
    const users = new Map(handoffs.map((app) => [returnUrlOf(app), app.id]));
    const own = [spoke.app, `https://${hub.publicHost}`];
    const judged = entries.map(({ url = "", ...place }): Told => {
      const entry = listed.get(url);
      const lost = unlessLoaded(place, `${spoke.app}${spoke.screens.login}?return=${url}`, "home.allowlist");
      // at home itself an address that is taken leads somewhere else than to the login screen
      const within = own.includes(URL.parse(url)?.origin ?? "");
      const taken = within ? !isAt(place.landed, `${spoke.app}${spoke.screens.login}`) : wentTo(place, url);
      const how = taken ? "followed" : "refused";
      if (!entry) {
        const by = users.get(url);
        if (by !== undefined) {
          return {
            name: `${url} (not listed)`,
            judgement: pass,
            actual: `${how}, though ${by} returns there`,
          };
        }
        const open = taken || place.ended === "left";
        const judgement = open ? blockedBy("provider/home-return-guard", `${url} is followed`) : pass;
        return { name: `${url} (nobody's)`, judgement };
      }
      if (entry.retired) {
        return {
          name: `${url} (listed by guide 001, retired by 000, 002 and 003)`,
          judgement: pass,
          actual: how,
        };
      }
      return { name: url, judgement: lost ?? (taken ? pass : fail(url, "followed", told(place))) };
    });
    const cases = judged.map(({ name, judgement, actual }): Case => {
      return { name, outcome: judgement.is, ...(actual !== undefined && { actual }), ...judgement };
    });
    return { ...all(judged.map(({ judgement }) => judgement)), cases };
  },
});
