import { defineCheck, eachCase, fail, type Judgement, same, unknown } from "../../../core/check.ts";
import type { KnownUser } from "../../../core/evidence/browser.ts";
import { unlessReached } from "../arrived.ts";

const ids = (users: readonly KnownUser[]) => users.map(({ id }) => id);
const identities = (users: readonly KnownUser[], provider: string) =>
  users.flatMap((user) => (user.identities ?? []).filter((one) => one.provider === provider));

/** Whoever had a user before shows only reuse, never creation: the tripwire brings a fresh person each run. */
export default defineCheck({
  level: "required",
  title: "The first login creates one user with the Cargo identity, the second reuses it",
  failureTitle: "Just-in-time provisioning does not make exactly one user",
  why: "One shadow user per person, linked by the Cargo id. Without the identity row a person gets a new, empty account at every login; without reuse their data is scattered over several.",
  remedy:
    "Spoke: write no provisioning code and leave the identities table alone; the backend links by (provider, id_token sub). Check that the provider id is the one in spokes.yaml.",
  sources: ["S0:step-6", "S2:STEP-5"],
  kinds: ["client"],
  needs: ["browser.login", "browser.users", "browser.session"],
  judge: ({ browser: { login, users, session } }, { spoke }) => {
    const blocked = unlessReached(login, users);
    if (blocked) return blocked;
    const { before = [], first = [], second = [] } = users;
    const provider = spoke.provider.id;
    const linked = identities(first, provider);
    const known: Judgement =
      session.cargoSub === undefined
        ? unknown("the Cargo id of the person was not seen", "the spoke's answer to GET /user")
        : same("provider_id of the identity", session.cargoSub, linked[0]?.providerId);
    const reuse: readonly (readonly [string, Judgement])[] = [
      ["one user after the first login", same("users with the person's address", 1, first.length)],
      ["one Cargo identity", same(`identities of ${provider}`, 1, linked.length)],
      ["the identity carries the Cargo id", known],
      [
        "the second login reuses the user",
        JSON.stringify(ids(second)) === JSON.stringify(ids(first))
          ? same("identities after the second login", linked.length, identities(second, provider).length)
          : fail("users after the second login", ids(first), ids(second)),
      ],
    ];
    const judged = eachCase(
      reuse,
      ([name]) => name,
      ([, judgement]) => judgement,
    );
    return judged.is === "pass" && before.length > 0
      ? unknown(
          "the person had a user at this spoke before: creation was not seen",
          "a run with the tripwire",
        )
      : judged;
  },
});
