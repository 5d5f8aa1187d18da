import type { TripwireLogin, TripwireRegistration } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { FIELDS, type Field } from "../../core/tripwire/fields.ts";
import type { Kit } from "./kit.ts";
import { logIn } from "./log-in.ts";
import { openKit } from "./open.ts";
import { withRegistration } from "./registered.ts";
import type { Face } from "./registration.ts";
import type { Script } from "./script.ts";

const TOLD_BY_TOKENS = ["issuer", "jwks"] as const;
type ByToken = (typeof TOLD_BY_TOKENS)[number];

/** A token in which these settings are as only the discovery document has them. */
const asInDocument = (name: string, { document }: Face, wrong: readonly ByToken[]): Script => ({
  name,
  sent: `${wrong.join(" and ")} as only the discovery document has it`,
  ...(wrong.includes("issuer") && { claims: (claims) => ({ ...claims, iss: document.issuer }) }),
  ...(wrong.includes("jwks") && { signer: "poisoned" as const }),
  // only the token is to speak of an issuer here
  callback: (url) => url.searchParams.delete("iss"),
});

/** As the registered settings have it, as the discovery document has it, and once without an id_token. */
const scriptsFor = (face: Face): Script[] => {
  const { poisoned } = face;
  const wrong = TOLD_BY_TOKENS.filter((field) => poisoned.includes(field));
  return [
    { name: "manual", sent: "issuer and key as registered" },
    ...(wrong.length > 0 ? [asInDocument("poisoned", face, wrong)] : []),
    // both are wrong in the document: which of the two decides is told by a token for each
    ...(wrong.length > 1 ? wrong.map((field) => asInDocument(`poisoned ${field}`, face, [field])) : []),
    ...(poisoned.length === 0 || poisoned.includes("userinfo")
      ? [
          {
            name: "without id_token",
            sent: "a token answer without id_token",
            withoutIdToken: true as const,
          },
        ]
      : []),
  ];
};

export const tryPoisoned = (kit: Kit, poisoned: readonly Field[]): Promise<TripwireRegistration> =>
  withRegistration(kit, poisoned, async (registered): Promise<TripwireRegistration> => {
    const { face, identifier, answer } = registered;
    const { ok, seen, said, stored } = answer;
    const mark = face.mark;
    const logins: TripwireLogin[] = [];
    for (const script of ok ? scriptsFor(face) : []) logins.push((await logIn(kit, registered, script)).seen);
    face.phase = "registration";
    const off = ok && kit.admin.by === "api" ? await kit.admin.switchOff(identifier) : undefined;
    const start = off && (await kit.doors.http.send(kit.login.begin(identifier).url));
    return {
      poisoned: [...poisoned],
      set: face.set,
      document: face.document,
      answer: seen,
      taken: ok,
      ...(said !== undefined && { said }),
      ...(stored !== undefined && { stored }),
      ...(off && { ended: `switched off: ${off.status}` }),
      ...(start?.status !== undefined && { afterwards: { status: start.status } }),
      touches: face.touches.slice(mark),
      logins,
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
