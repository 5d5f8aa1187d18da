import { blockedBy, defineRefusal, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { hostOf, whose } from "../../../core/hosts.ts";
import { noneHeld } from "../held.ts";
import { named } from "../named.ts";
import entitledEnters from "./entitled-enters.control.ts";

export default defineRefusal({
  level: "required",
  title: "A person without a grant is refused at Cargo and gets no user at the spoke",
  failureTitle: "A person without a grant gets past Cargo",
  why: "Who may enter is decided at Cargo, before the app hears of the person. Whoever gets past it has a user row, a token and whatever the app's own checks forget.",
  remedy:
    "Hub: refuse at the consent screen whoever's organisation has no active grant for the app. Spoke: remove the user row that the login made.",
  sources: ["S0:step-7", "S2:STEP-6"],
  kinds: ["client"],
  needs: ["refusal.unentitled"],
  control: entitledEnters,
  judge: ({ refusal: { unentitled } }, subject) => {
    const { login = {}, app = {}, before, after, unread } = unentitled;
    if (login.ended === "no button") return blockedBy("provider/one-button", "there was nothing to click");
    const asked = login.asked ?? [];
    if (login.ended === undefined || !asked.includes("credentials")) {
      return blockedBy(
        "provider/login-completes",
        `the login of a person without a grant ended "${login.ended}"`,
      );
    }
    if (login.ended === "credentials refused")
      return unknown("Cargo refused the person's password", "the password of users.unentitled");
    const { callback } = subject.spoke;
    const codes = (login.hops ?? []).filter(
      ({ url = "" }) => url.split("?")[0] === callback && URL.parse(url)?.searchParams.has("code"),
    );
    const stopped = hostOf(login.landed);
    const atCargo =
      stopped !== undefined && ["the hub", "the account home"].includes(whose(subject, stopped));
    const refusedBack = codes.length === 0 && stopped === hostOf(subject.spoke.app);
    const rows = (list: readonly object[]) => list.map((row) => (row as { id?: string }).id);
    const provisioned: Judgement =
      before === undefined || after === undefined
        ? unknown(unread ?? "the user rows were not read", "the admin key of the spoke's backend")
        : JSON.stringify(rows(before)) === JSON.stringify(rows(after))
          ? pass
          : fail("user rows for the person's address", rows(before), rows(after));
    const cases: readonly (readonly [string, Judgement])[] = [
      ["no code for the spoke", codes.length === 0 ? pass : fail(callback, "no code", codes[0]?.url)],
      [
        "refused at Cargo",
        atCargo || refusedBack ? pass : fail("where the login ended", "a page of Cargo's", login.landed),
      ],
      [
        "no session in the app",
        app.signOutShown === false && login.ended !== "signed in"
          ? noneHeld(app.sessionHeld, "the app afterwards", app.said)
          : fail("the app afterwards", "no session", login.ended === "signed in" ? "signed in" : app.said),
      ],
      ["not provisioned", provisioned],
    ];
    return named(cases);
  },
});
