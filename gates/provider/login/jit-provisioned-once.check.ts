import { defineCheck, fail, type Judgement, same, unknown } from "../../../core/check.ts";
import type { KnownUser } from "../../../core/evidence/browser.ts";
import { unlessReached } from "../arrived.ts";
import { named } from "../named.ts";
import { identities, newcomer } from "../newcomer.ts";

const idsOf = (users: readonly KnownUser[]) => users.map(({ id }) => id);

/** The tripwire brings somebody new in each run; the test person shows that the spoke's own provider does the same. */
export default defineCheck({
  level: "required",
  title: "The first login creates one user with the Cargo identity, the second reuses it",
  failureTitle: "Just-in-time provisioning does not make exactly one user",
  why: "One shadow user per person, linked by the Cargo id. Without the identity row a person gets a new, empty account at every login; without reuse their data is scattered over several.",
  remedy:
    "Spoke: write no provisioning code and leave the identities table alone; the backend links by (provider, id_token sub). Check that the provider id is the one in spokes.yaml, and that the trigger for profiles does not fail.",
  sources: ["S0:step-6", "S2:STEP-5"],
  kinds: ["client"],
  needs: ["browser.login", "browser.users", "browser.session", "tripwire.people"],
  judge: ({ browser: { login, users, session }, tripwire: { people } }, { spoke }) => {
    const blocked = unlessReached(login, users);
    if (blocked) return blocked;
    const { first = [], second = [] } = users;
    const provider = spoke.provider.id;
    const linked = identities(first, provider);
    const known: Judgement =
      session.cargoSub === undefined
        ? unknown("the Cargo id of the person was not seen", "the spoke's own answer to who its bearer is")
        : same("provider_id of the identity", session.cargoSub, linked[0]?.providerId);
    const reused =
      JSON.stringify(idsOf(second)) === JSON.stringify(idsOf(first))
        ? same("identities after the second login", linked.length, identities(second, provider).length)
        : fail("users after the second login", idsOf(first), idsOf(second));
    return named([
      ["one user after the first login", same("users with the person's address", 1, first.length)],
      ["one Cargo identity", same(`identities of ${provider}`, 1, linked.length)],
      ["the identity carries the Cargo id", known],
      ["the second login reuses the user", reused],
      ...(people.fresh
        ? newcomer(people.fresh)
        : [["a newcomer", unknown("no newcomer was seen", "a run with the tripwire")] as const]),
    ]);
  },
});
