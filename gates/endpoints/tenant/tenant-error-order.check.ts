import { all, defineCheck, eachCase, type Judgement, pass } from "../../../core/check.ts";
import type { RefusalSeen } from "../../../core/evidence/tenant.ts";
import { alike } from "../../tenant/alike.ts";
import { asDocumented, unheard } from "../../tenant/errors.ts";
import { words, wrong } from "../../tenant/questions.ts";

const UNAUTHORIZED = { status: 401, error: "unauthorized" } as const;

const either = (attempt: RefusalSeen, error: { status: number; error: string }): Judgement => {
  const silent = unheard(attempt);
  if (silent) return silent;
  return [error, UNAUTHORIZED].some((one) => asDocumented(attempt, one).is === "pass")
    ? pass
    : asDocumented(attempt, error);
};

/** Two tenants must look alike to somebody without a token, but for their names. */
const sameAnswer = (attempts: readonly RefusalSeen[]): Judgement => {
  const [first, ...others] = attempts;
  if (!first) return all([]);
  return all(
    others.map((other) => {
      const silent = unheard(first) ?? unheard(other);
      if (silent) return silent;
      const told = alike(first.answer, first.at, other.answer, other.at);
      return told === undefined ? pass : wrong(other, `the same as ${words(first)}`, told);
    }),
  );
};

export default defineCheck({
  level: "advisory",
  title: "Without a token one tenant looks like another",
  failureTitle: "Somebody without a token can tell tenants apart by more than the documented answers",
  why: "What a stranger can tell of a tenant (that it exists, what it is called, who made it) is told to everybody.",
  remedy:
    "Registry operator: give the same 401 for every tenant, without names or cookies of the tenant, and the documented 404 and 403 and no others.",
  sources: ["S4:HOW-IT-WORKS", "S4:ERROR-RESPONSES"],
  kinds: ["tenant-api"],
  needs: ["tenant.refusals"],
  judge: ({ tenant: { refusals } }) => {
    const without = (refusals.attempts ?? []).filter(
      ({ name, api }) => name === "no token" && api === "rest",
    );
    const of = (sort: string) => without.filter((one) => one.sort === sort);
    const order =
      of("unknown tenant")[0]?.answer?.status === 404
        ? "first the tenant, then the token"
        : "first the token";
    const things: readonly (readonly [string, () => Judgement])[] = [
      ["two tenants that exist", () => sameAnswer(of("no token"))],
      ["two tenants that do not exist", () => sameAnswer(of("unknown tenant"))],
      [
        `a tenant that does not exist (${order})`,
        () => all(of("unknown tenant").map((one) => either(one, { status: 404, error: "tenant_not_found" }))),
      ],
      ...of("suspended").map(
        (one) =>
          ["a suspended tenant", () => either(one, { status: 403, error: "tenant_suspended" })] as const,
      ),
    ];
    return eachCase(
      things,
      ([name]) => name,
      ([, judge]) => judge(),
    );
  },
});
