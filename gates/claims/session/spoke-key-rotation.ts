import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Contract } from "../../../core/contract.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { Answer, Token } from "../../../core/evidence/piece.ts";
import { hidden } from "../cells.ts";
import { goesOn, type RotationCase, type Still, sameClaims, signsIn } from "./key-rotation.ts";

type Rotated = Evidence["claims.spoke_key_rotation"];

const PIECE = "claims.spoke_key_rotation";
const SETTLES =
  "asymmetric signing keys at the spoke's backend, published in a key set of its own, or an attestation";
const lacking = (because: string, settles: string): Judgement =>
  unknown(because, settles, { evidence: PIECE, because });
const algOf = (token: Token | undefined): unknown => (token?.header as { alg?: unknown } | undefined)?.alg;
const kidOf = (token: Token | undefined): unknown => (token?.header as { kid?: unknown } | undefined)?.kid;

/** Nothing was rotated: the backend has no key to rotate, as its key set and its token's header show, or does not say. */
const withoutKeys = ({ key_set, tokens }: Rotated): Judgement => {
  const alg = algOf(tokens?.before);
  const status = key_set?.status;
  if (status === undefined || status >= 500 || status === 429) {
    return lacking(
      `the spoke's key set was answered ${status ?? "nothing"}`,
      "a run in which its backend answers",
    );
  }
  const signs = alg === undefined ? "session tokens that cannot be read" : `session tokens signed ${alg}`;
  return lacking(
    `the spoke has no asymmetric key to rotate: ${signs}, and no key at ${key_set?.url ?? "its key set"} (${status})`,
    SETTLES,
  );
};

const newKey = ({ tokens = {}, key_set_after, kids_after = [] }: Rotated): Judgement => {
  const made = [tokens.refreshed, tokens["signed in"]].filter((one) => one !== undefined);
  if (made.length === 0)
    return blockedBy("claims/spoke-refresh-rotates", "no token was seen after the rotation");
  const fresh = made.filter((one) => kidOf(one) !== kidOf(tokens.before));
  if (fresh.length === 0) {
    return lacking(
      "the driver answered, but new session tokens are signed as the old ones are",
      "a rotation whose new key signs at once (targets.<name>.key_rotations)",
    );
  }
  const bad = fresh.find(({ verified }) => verified !== true);
  if (bad === undefined) return pass;
  // a cache in front may tell the key set of some minutes ago
  const age = Number(key_set_after?.headers?.age ?? 0);
  return age > 0 && !kids_after.includes(kidOf(bad))
    ? lacking(`the key set came from a cache, ${age} s old`, "a run after the cache's time")
    : fail(
        "signature of a new session token under the spoke's key set",
        "verifies",
        bad.code ?? "does not verify",
        key_set_after?.exchange,
      );
};

/** A token that no published key verified before (a shared secret's, for one) need not verify after. */
const oldSignature = ({ tokens = {}, key_set_after }: Rotated): Judgement => {
  const { before, old } = tokens;
  if (before?.verified !== true) return pass;
  if (old === undefined) return unknown("the old session token was not seen", "a run in which it is seen");
  return old.verified === true
    ? pass
    : fail(
        "signature of the old session token under the spoke's key set",
        "verifies",
        old.code ?? "does not verify",
        key_set_after?.exchange,
      );
};

/** A door that took the session before must take it after. */
const opens = (
  what: string,
  was: PhaseSeen | undefined,
  surface: "spoke_user" | "spoke_rls",
  status: number | undefined,
  exchange: string | undefined,
): Judgement => {
  const before = was?.surfaces?.[surface];
  if (surface === "spoke_rls" && before?.answer?.status !== undefined && before.answer.status !== 200) {
    return blockedBy("claims/readable-by-rls-after-login", "the data API did not answer before it either");
  }
  if (before?.claims === undefined) {
    return hidden(surface, PIECE, before?.unreached, before?.behind, before?.give);
  }
  if (status === undefined || status >= 500 || status === 429) {
    return unknown(`${what} was answered ${status ?? "nothing"}`, "a run in which it is answered");
  }
  return status === 200 ? pass : fail(`${what} after the rotation`, 200, status, exchange);
};

/** The spoke's rotation: sessions that stand go on, new ones begin, and every door follows. */
export const spokeRotation = (contract: Contract, seen: Rotated, still: Still): readonly RotationCase[] => {
  const of = (name: string) => `the spoke's key: ${name}`;
  const instead = (judgement: Judgement): readonly RotationCase[] => [
    { name: "the spoke's key", judge: () => judgement },
  ];
  const { unreached, before, after, change, old_user, old_probe, kids_before } = seen;
  if (unreached !== undefined) {
    return instead(hidden("the spoke's rotation", PIECE, unreached, seen.behind, seen.give));
  }
  if (kids_before?.length === 0) return instead(withoutKeys(seen));
  if (change?.answer === undefined) {
    return instead(lacking("no rotation at the spoke was seen", "a run with a driver that rotates"));
  }
  const told = (answer: Answer | undefined, name: string, surface: "spoke_user" | "spoke_rls") =>
    opens(name, before, surface, answer?.status, answer?.exchange);
  const now = (name: string, surface: "spoke_user" | "spoke_rls"): Judgement => {
    const session = after?.surfaces?.spoke_session;
    if (session?.claims === undefined) {
      return blockedBy("claims/spoke-refresh-rotates", "no session token was seen after the rotation");
    }
    return told(after?.surfaces?.[surface]?.answer, name, surface);
  };
  // where no probe is declared, nothing was asked there before either
  const rows = before?.surfaces?.spoke_rls?.answer !== undefined;
  return [
    { name: of("old session token"), judge: () => oldSignature(seen) },
    {
      name: of("old session token at the spoke"),
      judge: () => told(old_user, "the spoke, asked who bears the old session token,", "spoke_user"),
    },
    ...(rows
      ? [
          {
            name: of("old session token at the data API"),
            judge: () => told(old_probe, "the data API with the old session token", "spoke_rls"),
          },
          {
            name: of("new session token at the data API"),
            judge: () => now("the data API with a new session token", "spoke_rls"),
          },
        ]
      : []),
    { name: of("a new key signs, and is published"), judge: () => newKey(seen) },
    { name: of("refresh at the spoke"), judge: () => goesOn("spoke", seen, still) },
    {
      name: of("new session token at the spoke"),
      judge: () => now("the spoke, asked who bears a new session token,", "spoke_user"),
    },
    { name: of("a new sign-in at the spoke"), judge: () => signsIn(seen) },
    ...sameClaims(contract, seen, still).map(({ name, judge }) => ({ name: of(name), judge })),
  ];
};
