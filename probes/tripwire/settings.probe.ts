import type { TripwireLogin, TripwireRegistration } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";
import { clonedFrom } from "../adapters/provider-admin.ts";
import { type Kit, withRegistration } from "./kit.ts";
import { logIn } from "./log-in.ts";
import { openKit } from "./open.ts";
import type { Face } from "./registration.ts";
import type { Script } from "./script.ts";

/** As the registered settings have it, as the discovery document has it, and once without an id_token. */
const scriptsFor = ({ poisoned, document }: Face): Script[] => {
  const manual: Script = { name: "manual", sent: "issuer and key as registered" };
  const wrong = poisoned.filter((field) => field === "issuer" || field === "jwks");
  const scripts = [manual];
  if (wrong.length > 0) {
    scripts.push({
      name: "poisoned",
      sent: `${wrong.join(" and ")} as only the discovery document has it`,
      claims: (claims) => ({ ...claims, iss: document.issuer }),
      ...(wrong.includes("jwks") && { signer: "poisoned" as const }),
      // only the token is to speak of an issuer here
      callback: (url) => url.searchParams.delete("iss"),
    });
  }
  if (poisoned.length === 0 || poisoned.includes("userinfo")) {
    scripts.push({ name: "without id_token", sent: "a token answer without id_token", withoutIdToken: true });
  }
  return scripts;
};

const tryPoisoned = (kit: Kit, poisoned: readonly Field[]): Promise<TripwireRegistration> =>
  withRegistration(kit, poisoned, async (registered): Promise<TripwireRegistration> => {
    const { face, answer, ok } = registered;
    const logins: TripwireLogin[] = [];
    for (const script of ok ? scriptsFor(face) : []) logins.push((await logIn(kit, registered, script)).seen);
    face.phase = "registration";
    const off = ok ? await kit.admin.switchOff(registered.identifier) : undefined;
    return {
      poisoned: [...poisoned],
      set: face.set,
      document: face.document,
      answer: answer.seen,
      stored: answer.seen.json,
      ...(off && { ended: `switched off: ${off.status}` }),
      touches: face.touches,
      logins,
    };
  });

/** All poisoned at once, then one setting at a time: one registration at the backend at any moment. */
export default defineProbe({
  title: "registers the tripwire with poisoned discovery documents",
  kinds: ["client"],
  produces: ["tripwire.settings"],
  access: ["admin key", "tripwire"],
  gather: async ({ subject, doors, saw, missed }) => {
    const kit = await openKit(subject, doors, "settings", (because, cause) =>
      missed("tripwire.settings", because, cause),
    );
    if (!kit) return;
    const registrations: TripwireRegistration[] = [];
    for (const poisoned of [[], FIELDS, ...FIELDS.map((field) => [field])]) {
      registrations.push(await tryPoisoned(kit, poisoned));
    }
    saw("tripwire.settings", {
      ...(kit.real && { cloned: clonedFrom(kit.real) }),
      registrations,
      leftovers: [...kit.leftovers],
    });
    await kit.forget();
  },
});
