import { defineCheck, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import { type Cell, cellsOf } from "../../../core/claims/matrix.ts";
import type { Contract } from "../../../core/contract.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";
import { blockedByShape, unseen } from "../cells.ts";
import { inEveryPhase, type Still } from "../phases.ts";

/** Members stand as names or as objects with an id. */
const names = (members: readonly unknown[]): readonly unknown[] =>
  members.map((one) => (typeof one === "object" && one !== null && "id" in one ? one.id : one));

interface Pair {
  readonly one: Cell;
  readonly among: Cell;
}

/** What the contract says of one claim by another (semantics.yaml, one_of), on every surface that has both. */
const pairs = (contract: Contract, phase: Still, seen: PhaseSeen): readonly Pair[] => {
  const cells = cellsOf(contract, phase, seen);
  return contract.semantics.one_of.flatMap((rule) =>
    cells
      .filter(({ claim, state }) => claim === rule.claim && state !== "absent")
      .flatMap((one) => {
        const among = cells.find(({ claim, surface }) => claim === rule.among && surface === one.surface);
        const carried = one.state !== "missing" && among?.state !== "missing";
        return among && (one.required || carried) ? [{ one, among }] : [];
      }),
  );
};

const judgePair = ({ one, among }: Pair): Judgement => {
  if (one.state === "unknown") return unseen(one);
  if (one.value === undefined) return blockedByShape(one);
  if (!Array.isArray(among.value)) return blockedByShape(among);
  return names(among.value).includes(one.value)
    ? pass
    : fail(
        `after ${one.phase}, ${one.surface} ${one.claim}`,
        { "one of": names(among.value) },
        one.value,
        one.exchange,
      );
};

export default defineCheck({
  level: "required",
  title: "The active organisation is one of the person's organisations",
  failureTitle: "The active organisation is none of the person's organisations",
  why: "Policies show rows by active_org. Outside the person's own organisations it opens somebody else's data.",
  remedy:
    "At the hub, take active_org from the person's memberships at the moment the token is issued, and fall back to one of them when the stored one is gone. At the spoke, never let the app set it.",
  sources: ["S2:Identity-contract"],
  threat: ["RFC9700:2.3"],
  kinds: ["client"],
  where: {
    holds: ({ contract }) => contract.semantics.one_of.length > 0,
    because: "the contract ties no claim to another (semantics.yaml, one_of)",
  },
  needs: ["claims.login", "claims.refresh", "claims.rotation"],
  judge: ({ claims }, { contract }) =>
    inEveryPhase(claims, (phase, seen) =>
      eachCase(pairs(contract, phase, seen), ({ one }) => `${one.claim} on ${one.surface}`, judgePair),
    ),
});
