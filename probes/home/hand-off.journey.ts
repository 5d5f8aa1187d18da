import { NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { returnUrlOf } from "../../core/spokes/home-schema.ts";
import type { HandoffSpoke } from "../../core/spokes/schema.ts";
import { forgetSession } from "../journeys/at-app.ts";
import { defineJourney } from "../journeys/journey.ts";
import { visit } from "../journeys/page.ts";
import { takeTrip } from "./trip.ts";

type Trips = NonNullable<Evidence["home.round_trip"]["trips"]>;

/**
 * From an app that hands over to the account home and back: with nobody signed in, then with the Cargo session alone.
 * For the account home itself the first app of the allowlist with which it works will do.
 */
export default defineJourney({
  title: "goes from an app to the account home and back",
  kinds: ["handoff", "account-home"],
  produces: ["home.round_trip"],
  access: ["test person"],
  walk: async ({ open, subject, user, doors, saw, shot }) => {
    const { hub, contract } = subject;
    const { timeoutMs } = doors.reach;
    const home = subject.kind === "handoff" ? subject.home : subject.spoke;
    if (!home) {
      throw new NotGiven(
        "no spoke of spokes.yaml is the account home",
        `one of kind account-home at ${hub.account_home}`,
      );
    }
    const listed = hub.redirect_allowlist.filter(({ retired }) => !retired).map(({ url }) => url);
    const isListed = (app: HandoffSpoke) => listed.includes(returnUrlOf(app));
    const apps = subject.kind === "handoff" ? [subject.spoke] : subject.handoffs.filter(isListed);
    const person = user(contract.users[0]?.id ?? "");
    const trips: Trips = [];
    for (const app of apps) {
      if (trips.some(({ again }) => again?.ended === "signed in")) break;
      const session = await open();
      const scene = { hub, home, app, session, person, timeoutMs };
      const page = await session.context.newPage();
      doors.say(`goes from ${app.app} to ${home.app} and back`);
      const first = await takeTrip(page, scene);
      await shot(page, `back-${app.id}`, `Back at ${app.name}`);
      const about = { spoke: app.id, return: returnUrlOf(app), listed: isListed(app), first };
      if (first.ended !== "signed in") {
        trips.push(about);
        continue;
      }
      await forgetSession(page, session);
      await visit(page, "about:blank", timeoutMs);
      trips.push({ ...about, again: await takeTrip(page, scene) });
    }
    saw("home.round_trip", { trips });
  },
});
