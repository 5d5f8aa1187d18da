import type { TripwireRegistration } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";
import { restarter } from "../drivers/restart.ts";
import type { Kit } from "./kit.ts";
import { look } from "./look.ts";
import { openKit } from "./open.ts";
import { type Registered, withRegistration } from "./registered.ts";

const PATIENCE_MS = 60_000;
const LOOK_MS = 500;

/** Seconds until a login with this provider leads somewhere again; undefined when none does in time. */
const untilBack = async ({ doors, login }: Kit, { identifier }: Registered): Promise<number | undefined> => {
  const from = performance.now();
  while (performance.now() - from < PATIENCE_MS) {
    const { headers } = await doors.http.send(login.begin(identifier).url);
    if (headers.location !== undefined) return Math.round(performance.now() - from) / 1000;
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
  return undefined;
};

/** What is registered stays so: the restart happens between two looks at the very same registrations. */
export default defineProbe({
  title: "restarts the spoke's backend and looks at the same registrations again",
  kinds: ["client"],
  produces: ["tripwire.restart"],
  access: ["tripwire", "operator"],
  // nobody else could look while the backend is away
  alone: "after",
  gather: async ({ subject, doors, saw, missed }) => {
    const restart = restarter(doors, subject);
    const kit = await openKit(subject, doors, "restart", (because, cause) =>
      missed("tripwire.restart", because, cause),
    );
    if (!kit) return;
    const lookAt = async (all: readonly Registered[]): Promise<TripwireRegistration[]> => {
      const seen: TripwireRegistration[] = [];
      for (const one of all) {
        one.face.mark = one.face.touches.length;
        seen.push(await look(kit, one));
      }
      return seen;
    };
    /** Registers one after the other, and works while all of them stand. */
    const holding = (left: readonly (readonly Field[])[], held: readonly Registered[]): Promise<void> => {
      const [next, ...rest] = left;
      if (next !== undefined) return withRegistration(kit, next, (one) => holding(rest, [...held, one]));
      return work(held);
    };
    const work = async (held: readonly Registered[]): Promise<void> => {
      const usable = held.filter(({ answer }) => answer.ok);
      const before = await lookAt(usable);
      doors.say(`restarting the backend of ${subject.id}`);
      const restarted = await restart();
      const [first] = usable;
      const backAfter = restarted.done && first ? await untilBack(kit, first) : undefined;
      const after = backAfter === undefined ? [] : await lookAt(usable);
      saw("tripwire.restart", {
        before,
        restarted: { ...restarted },
        ...(backAfter !== undefined && { backAfter }),
        after,
      });
    };
    // the issuer by itself: a backend that discovers refuses it, and keeps the others
    await holding([[], FIELDS.filter((field) => field !== "issuer"), ["issuer"]], []);
    await kit.forget();
  },
});
