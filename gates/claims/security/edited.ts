import { blockedBy, fail, type Judgement, pass } from "../../../core/check.ts";
import { agrees, type ClaimRule, dig } from "../../../core/contract.ts";
import type { RlsSeen } from "../../../core/evidence/claims.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { hidden } from "../cells.ts";
import { orgsIn } from "../rls/rows.ts";

export const orgsShown = (rls: RlsSeen | undefined): unknown =>
  orgsIn(rls?.rows?.attempts?.find(({ name }) => name === "signed in")?.answer);

const same = (a: unknown, b: unknown): boolean => agrees("equal", a ?? null, b ?? null);

/** What was written, or something made of it. */
const comesFrom = (now: unknown, wrote: unknown): boolean =>
  same(now, wrote) || (JSON.stringify(now) ?? "").includes("cargo-gates-forged");

/** A claim that changed into what its owner wrote. One that changes by itself is another check's red. */
export const judgeClaim = (
  rule: ClaimRule,
  surface: "spoke_session" | "spoke_user" | "spoke_rls",
  { before, after, wrote }: Evidence["claims.user_edit"],
): Judgement => {
  const [was, now] = [before, after].map((seen) => seen?.surfaces?.[surface]);
  if (now?.claims === undefined || was?.claims === undefined) {
    const behind = now?.behind ?? was?.behind;
    const stands =
      surface === "spoke_rls" ? "claims/readable-by-rls-after-login" : "claims/present-after-login";
    return hidden(surface, "claims.user_edit", now?.unreached ?? was?.unreached, behind ?? stands);
  }
  const changed = rule.surfaces[surface].paths
    .map((path) => ({ path, old: dig(was.claims, path), fresh: dig(now.claims, path) }))
    .filter(({ old, fresh }) => !same(old, fresh));
  const taken = changed.find(({ fresh }) => comesFrom(fresh, wrote?.[rule.name]));
  if (taken) {
    const { path, old, fresh } = taken;
    return fail(
      `${surface} ${path.join(".")} after the person wrote it`,
      old ?? "missing",
      fresh,
      now.exchange,
    );
  }
  return changed.length === 0
    ? pass
    : blockedBy("claims/stable-across-phases", `${rule.name} on ${surface} changes by a mere refresh`);
};
