import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { returnUrlOf } from "../../core/spokes/home-schema.ts";
import type { AccountHomeSubject } from "../../core/subject.ts";
import { defineJourney, type Person } from "../journeys/journey.ts";
import { arrive, type HomeScene, openTab, screenUrl, signInAt, withReturn } from "./at-home.ts";
import { workThrough } from "./guard.ts";
import { listedReturn } from "./listed-return.ts";
import { plainRefusal } from "./plain-refusal.ts";
import { openRegistrar, type Registrar } from "./registrar.ts";
import { returnForms } from "./return-forms.ts";
import { trialsOf } from "./trials.ts";

/** Browsers that work side by side: most of their time is waiting for pages to come to rest. */
const LANES = 4;
/** Longest that all forms together may take; what was not tried by then says so. */
const LIMIT_MS = 60_000;

/** Nobody can own a name under `.example` (RFC 2606). */
const NOBODY = "https://gates.example/auth/callback";

type Guard = Evidence["home.guard"];

/** Undefined where nobody may be signed up. */
const registrarIfAny = (open: () => Registrar): Registrar | undefined => {
  try {
    return open();
  } catch (error) {
    if (error instanceof NotGiven) return undefined;
    throw error;
  }
};

interface Scenery {
  readonly subject: AccountHomeSubject;
  readonly doors: Doors;
  readonly person: Person;
  /** a browser of its own */
  readonly scene: () => Promise<HomeScene>;
}

/** The listed address at the same screens: by somebody who signs in with it, and who comes again. */
const comeBack = async ({ doors, person, scene }: Scenery, wanted: string) => {
  const tab = await openTab(await scene(), doors);
  const at = (screen: "login" | "signup") => screenUrl(tab.scene, screen, withReturn(wanted));
  doors.say(`signs in at ${tab.scene.home.app} with a return address`);
  const offered = await arrive(tab, at("signup"));
  const signedIn = await signInAt(tab, person, withReturn(wanted));
  const again = await arrive(tab, at("login"));
  return { offered, signedIn, again };
};

const tryForms = async (
  { subject, doors, person, scene }: Scenery,
  wanted: string,
  { offered, signedIn, again }: Awaited<ReturnType<typeof comeBack>>,
): Promise<Guard> => {
  const { hub, spoke: home } = subject;
  const control: NonNullable<Guard["control"]> = [
    { screen: "signup", signedIn: false, ...offered },
    { screen: "login", signedIn: false, ...signedIn },
    { screen: "login", signedIn: true, ...again },
  ];
  const registrar = registrarIfAny(() => openRegistrar(doors, subject));
  const trials = trialsOf(returnForms(wanted, home.app, hub.public_url));
  doors.say(`tries ${trials.length} forged return addresses at ${home.app}`);
  const attempts: NonNullable<Guard["attempts"]> = [];
  const shared = { doors, person, registrar, followed: new Map(), end: performance.now() + LIMIT_MS };
  const lanes = Array.from({ length: LANES }, async () => {
    await workThrough({ ...shared, scene: await scene() }, trials, attempts);
  });
  await Promise.all(lanes);
  await registrar?.removeAll();
  return { return: wanted, control, attempts };
};

/** The allowlist as it is published, then what stands beside it: addresses that are used, and one that nobody has. */
const tryEntries = async ({ subject, doors, person, scene }: Scenery) => {
  const { hub, handoffs } = subject;
  const listed = hub.redirect_allowlist.map(({ url }) => url);
  const beside = handoffs.map(returnUrlOf).filter((url) => !listed.includes(url));
  const tab = await openTab(await scene(), doors);
  const signedIn = await signInAt(tab, person);
  const entries: NonNullable<Evidence["home.allowlist"]["entries"]> = [];
  for (const url of [...listed, ...beside, NOBODY]) {
    const at = screenUrl(tab.scene, "login", withReturn(url));
    const refused = await plainRefusal(doors, hub, tab.scene.session, at);
    entries.push({ url, ...(refused ?? (await arrive(tab, at))) });
  }
  return { tab, seen: { signedIn, entries } };
};

/** Return addresses, the listed and the forged, each tried by somebody who signs in or is signed in. */
export default defineJourney({
  title: "tries return addresses at the account home, the listed and the forged",
  kinds: ["account-home"],
  produces: ["home.returned", "home.guard", "home.allowlist"],
  access: ["test person"],
  walk: async ({ open, subject, user, doors, saw, shot, wants }) => {
    const { hub, spoke: home, contract } = subject;
    const person = user(contract.users[0]?.id ?? "");
    const scene = async (): Promise<HomeScene> => ({
      hub,
      home,
      session: await open(),
      timeoutMs: doors.reach.timeoutMs,
    });
    const scenery: Scenery = { subject, doors, person, scene };
    const guard = async () => {
      const wanted = listedReturn(subject);
      const back = wanted === undefined ? undefined : await comeBack(scenery, wanted);
      const { signedIn, again } = back ?? {};
      saw(
        "home.returned",
        wanted === undefined
          ? {}
          : { return: wanted, ...(signedIn && { signedIn }), ...(again && { again }) },
      );
      if (!wants("home.guard")) return;
      saw("home.guard", wanted === undefined || !back ? {} : await tryForms(scenery, wanted, back));
    };
    const allowlist = async () => {
      const { tab, seen } = await tryEntries(scenery);
      saw("home.allowlist", seen);
      await arrive(tab, screenUrl(tab.scene, "login", withReturn(NOBODY)));
      await shot(tab.page, "not-listed", "A return address that is not on the list");
    };
    await Promise.all([
      ...(wants("home.guard", "home.returned") ? [guard()] : []),
      ...(wants("home.allowlist") ? [allowlist()] : []),
    ]);
  },
});
