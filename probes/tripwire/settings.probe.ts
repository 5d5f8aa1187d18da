import type { TripwireRegistration } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";
import type { Kit } from "./kit.ts";
import { look } from "./look.ts";
import { openKit } from "./open.ts";
import { withRegistration } from "./registered.ts";

const tryPoisoned = (kit: Kit, poisoned: readonly Field[]): Promise<TripwireRegistration> =>
  withRegistration(kit, poisoned, async (registered): Promise<TripwireRegistration> => {
    const { face, identifier, answer } = registered;
    const { ok } = answer;
    const looked = await look(kit, registered);
    const off = ok && kit.admin.by === "api" ? await kit.admin.switchOff(identifier) : undefined;
    const start = off && (await kit.doors.http.send(kit.login.begin(identifier).url));
    face.phase = "registration";
    return {
      ...looked,
      ...(off && { ended: `switched off: ${off.status}` }),
      ...(start?.status !== undefined && { afterwards: { status: start.status } }),
    };
  });

/** An honest one, all poisoned at once, then one setting at a time; a person is asked for two or three in all. */
export default defineProbe({
  title: "registers the tripwire with poisoned discovery documents",
  kinds: ["client"],
  produces: ["tripwire.settings"],
  access: ["tripwire"],
  gather: async ({ subject, doors, saw, missed }) => {
    const kit = await openKit(subject, doors, "settings", (because, cause) =>
      missed("tripwire.settings", because, cause),
    );
    if (!kit) return;
    const registrations: TripwireRegistration[] = [];
    for (const poisoned of [[], FIELDS]) registrations.push(await tryPoisoned(kit, poisoned));
    const all = registrations.at(-1);
    // a person is asked for as little as will do: the issuer may be all that the backend minds
    const endpoints = all?.taken === false ? [FIELDS.filter((field) => field !== "issuer")] : [];
    const more = kit.admin.by === "api" ? FIELDS.map((field) => [field]) : endpoints;
    for (const poisoned of more) registrations.push(await tryPoisoned(kit, poisoned));
    saw("tripwire.settings", {
      ...(kit.real && { cloned: { ...kit.real.settings } }),
      by: kit.admin.by,
      registrations,
      undone: [...kit.undone],
    });
    await kit.forget();
  },
});
