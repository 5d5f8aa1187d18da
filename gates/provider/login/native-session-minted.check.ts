import { defineRefusal, eachCase, fail, type Judgement, pass, same, unknown } from "../../../core/check.ts";
import hubAcceptsOwn from "./hub-accepts-own-token.control.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A session signed with a legacy symmetric key has no key set to verify it by: its own auth API is asked instead. */
export default defineRefusal({
  level: "required",
  title: "The app holds a session of its own backend, and the hub does not take it for one of its own",
  failureTitle: "The session in the app is not a native one",
  why: "The spoke must be signed in at its own backend, under its own user id: only then do auth.uid() and every RLS policy keep working. A hub token used in its place is third-party auth, which the brief forbids.",
  remedy:
    "Spoke: use signInWithOAuth with the custom provider and read the session from the client library; never setSession with a hub token, never the Third-Party Auth screen.",
  sources: ["S0:step-5", "S2:STEP-4"],
  threat: ["RFC8725:3.8"],
  kinds: ["client"],
  needs: ["browser.login", "browser.session"],
  control: hubAcceptsOwn,
  judge: ({ browser: { session } }, { spoke }) => {
    if (session.unread !== undefined) return unknown(session.unread, "an attestation in spokes.yaml");
    const claims = session.native?.claims as { iss?: unknown; sub?: unknown } | undefined;
    if (claims === undefined) return fail("storage of the page", "a native session", "none");
    const issuer = spoke.backend.session_issuer ?? `${spoke.backend.url}${spoke.backend.auth_path}`;
    const refused = (status: number | undefined): Judgement =>
      status === undefined
        ? unknown("the hub did not answer", "a reachable hub")
        : status === 401 || status === 403
          ? pass
          : fail("the hub's userinfo, asked with the native token", "401 or 403", status);
    const { sub } = claims;
    const local =
      typeof sub === "string" && UUID.test(sub) && sub !== session.cargoSub
        ? pass
        : fail("native token sub", "a local UUID that is not the Cargo id", sub);
    const own = same(
      "own auth API, asked with the native token",
      200,
      session.own?.status,
      session.own?.exchange,
    );
    const cases: readonly (readonly [string, Judgement])[] = [
      ["issued by the spoke's own backend", same("native token iss", issuer, claims.iss)],
      [
        "accepted by its own auth API",
        session.own?.status === undefined ? unknown("no answer", "a reachable backend") : own,
      ],
      ["sub is a local id", local],
      ["refused by the hub", refused(session.hub?.status)],
    ];
    return eachCase(
      cases,
      ([name]) => name,
      ([, judgement]) => judgement,
    );
  },
});
