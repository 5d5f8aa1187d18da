import { NotGiven } from "../../core/doors.ts";
import { defineJourney } from "../journeys/journey.ts";
import { arrive, forgetAll, type HomeScene, openTab, screenUrl, signInAt, withReturn } from "./at-home.ts";
import { callsSince } from "./calls.ts";
import { linkTo } from "./links.ts";
import { listedReturn } from "./listed-return.ts";
import { openRegistrar } from "./registrar.ts";
import { resetPassword } from "./reset.ts";

/** A new person: signs up on the way back to a spoke, confirms the address, forgets the password and sets another. */
export default defineJourney({
  title: "signs a new person up at the account home and resets the password",
  kinds: ["account-home"],
  produces: ["home.signup", "home.reset"],
  access: ["public", "writes", "inbox"],
  walk: async ({ open, subject, doors, saw, shot, wants }) => {
    const { hub, spoke: home } = subject;
    const registrar = openRegistrar(doors, subject);
    const wanted = listedReturn(subject);
    const query = wanted === undefined ? "" : withReturn(wanted);
    const scene: HomeScene = { hub, home, session: await open(), timeoutMs: doors.reach.timeoutMs };
    const tab = await openTab(scene, doors);
    doors.say(`signs a new person up at ${home.app}`);
    await arrive(tab, screenUrl(scene, "login", query));
    const there = await linkTo(tab, "login", "signup");
    // through the link, as a person would; where there is none, by the address
    const clicked = await there.control?.click({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    const shown = clicked ? await arrive(tab, tab.page.url()) : undefined;
    if (shown?.ended !== "form") await arrive(tab, screenUrl(scene, "signup", query));
    const back = await linkTo(tab, "signup", "login");
    await shot(tab.page, "sign-up", "Signing up, on the way back to a spoke");
    const { account, ...signedUp } = await registrar.signUp(tab);
    try {
      const arrived = await arrive(tab, screenUrl(scene, "dashboard"));
      const other = await openTab({ ...scene, session: await open() }, doors);
      const signsIn = await signInAt(other, account);
      const made = {
        ...(wanted !== undefined && { return: wanted }),
        links: [there.seen, back.seen],
        ...signedUp,
        arrived,
        signsIn,
        calls: callsSince(scene.session, 0, [account.email, account.password]),
      };
      if (!wants("home.reset")) {
        saw("home.signup", { ...made, afterwards: await registrar.removeAll() });
        return;
      }
      if (signsIn.ended === "dashboard") {
        doors.say(`resets a password at ${home.app}`);
        await forgetAll(other);
        const mark = other.scene.session.watch.mark();
        const { seen, typed } = await resetPassword(other, account, registrar);
        await shot(other.page, "reset", "After the reset");
        saw("home.reset", { ...seen, calls: callsSince(other.scene.session, mark, typed) });
      } else saw("home.reset", { unreached: `the new account's sign-in ended "${signsIn.ended}"` });
      saw("home.signup", { ...made, afterwards: await registrar.removeAll() });
    } catch (error) {
      await registrar.removeAll().catch((also: unknown) => {
        if (!(also instanceof NotGiven)) throw also;
      });
      throw error;
    }
  },
});
