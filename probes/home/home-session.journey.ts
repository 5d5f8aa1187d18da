import { NotGiven } from "../../core/doors.ts";
import type { AccountHomeSubject } from "../../core/subject.ts";
import { defineJourney } from "../journeys/journey.ts";
import { arrive, type HomeScene, openTab, randomSecret, screenUrl, signInAt } from "./at-home.ts";
import { callsSince } from "./calls.ts";
import { continueWithGoogle } from "./google.ts";
import { lookAtScreen, lookAtScreens } from "./screens.ts";
import { tokensIn } from "./session-tokens.ts";
import { signOutEverywhere } from "./sign-out.ts";
import { silentProbe } from "./silent.ts";

/** The last of the contract: signed out everywhere, which nobody else's steps may rest on. */
const whoSignsOut = ({ contract }: AccountHomeSubject): string => {
  const [, ...others] = contract.users;
  const last = others.at(-1);
  // the first is the one whose return addresses are followed at the same time
  if (!last)
    throw new NotGiven("the contract has no second test user", "add one to contract/test-users.yaml");
  return last.id;
};

/** A person's day at the account home: in with a wrong password and the right one, and out everywhere. */
export default defineJourney({
  title: "signs in at the account home and signs out everywhere",
  kinds: ["account-home"],
  produces: ["home.screens", "home.google", "home.login", "home.hub_session", "home.signout", "home.calls"],
  access: ["test person"],
  // of any client: its refresh token shows what sign-out revokes
  accessOf: { "home.signout": ["client secret"] },
  touches: ["user.sessions"],
  walk: async ({ open, subject, user, doors, saw, shot, wants }) => {
    const { hub, spoke: home, clients } = subject;
    const { timeoutMs } = doors.reach;
    const person = user(whoSignsOut(subject));
    const session = await open();
    const scene: HomeScene = { hub, home, session, timeoutMs };
    const [client] = clients;
    const screens = wants("home.screens") ? await lookAtScreens(scene, doors) : [];
    if (wants("home.google")) saw("home.google", await continueWithGoogle(scene, doors));
    const before = client && wants("home.hub_session") ? await silentProbe(scene, doors, client) : undefined;

    const tab = await openTab(scene, doors);
    const { page } = tab;

    const wrong = wants("home.login")
      ? await signInAt(tab, { email: person.email, password: randomSecret() })
      : undefined;
    if (wants("home.screens")) {
      await arrive(tab, screenUrl(scene, "login"));
      await shot(page, "login", "The only place that asks for a password");
    }
    const right = await signInAt(tab, person);
    saw("home.login", { ...(wrong && { wrong }), right });
    await shot(page, "dashboard", "Signed in at the account home");
    if (wants("home.screens")) {
      screens.push(await lookAtScreen(tab, "dashboard", home.screens.dashboard));
      saw("home.screens", { screens });
    }
    if (wants("home.hub_session")) {
      if (right.ended === "dashboard") {
        const tokens = await tokensIn(page, session, hub, doors);
        const after = await silentProbe(scene, doors, client);
        saw("home.hub_session", { tokens, ...(before && { before }), ...(after && { after }) });
      } else saw("home.hub_session", { unreached: `the sign-in ended "${right.ended}"` });
    }
    if (wants("home.signout")) {
      if (right.ended === "dashboard") {
        saw("home.signout", await signOutEverywhere(tab, await open(), subject, doors));
        await shot(page, "signed-out", "After sign-out");
      } else saw("home.signout", { unreached: `the sign-in ended "${right.ended}"` });
    }
    if (wants("home.calls")) {
      const calls = callsSince(session, 0, [person.email, person.password]);
      saw("home.calls", { calls, loaded: session.watch.since(0).length });
    }
  },
});
