import type { TripwireLogin, TripwireRegistration } from "../../core/evidence/tripwire.ts";
import type { Kit } from "./kit.ts";
import { logIn } from "./log-in.ts";
import type { Registered } from "./registered.ts";
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

/** Signs in through a registration by every script that tells of its settings. What came before `face.mark` is not told. */
export const look = async (kit: Kit, registered: Registered): Promise<TripwireRegistration> => {
  const { face, answer } = registered;
  const { ok, seen, said, stored, sent, read } = answer;
  const logins: TripwireLogin[] = [];
  for (const script of ok ? scriptsFor(face) : []) logins.push((await logIn(kit, registered, script)).seen);
  return {
    poisoned: [...face.poisoned],
    set: face.set,
    document: face.document,
    answer: seen,
    taken: ok,
    ...(said !== undefined && { said }),
    ...(stored !== undefined && { stored }),
    sent: { ...sent },
    ...(read && { read: { ...read } }),
    touches: face.touches.slice(face.mark),
    logins,
  };
};
