import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { cellsOf } from "../../../core/claims/matrix.ts";
import { agrees, type Contract } from "../../../core/contract.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { Token } from "../../../core/evidence/piece.ts";
import { cellName, hidden, unseen } from "../cells.ts";

type Rotated = Evidence["claims.key_rotation"];
export interface Still {
  readonly login: PhaseSeen;
  readonly refresh: PhaseSeen;
}
export interface RotationCase {
  readonly name: string;
  readonly judge: () => Judgement;
}

const ID_VALID = "claims/id-token-valid";

const verifies = (name: string, before: Token | undefined, now: Token | undefined): Judgement => {
  if (before?.jwt === false) return pass;
  if (before?.verified !== true)
    return blockedBy(ID_VALID, `${name} did not verify before the rotation either`);
  if (now === undefined) return unknown(`${name} was not seen`, "a run in which it is seen");
  return now.verified === true
    ? pass
    : fail(`signature of ${name}`, "verifies", now.code ?? "does not verify");
};

const newKey = ({ kids_before = [], before, after }: Rotated, { refresh }: Still): Judgement => {
  const tokens = (["hub_id_token", "hub_access_token"] as const).flatMap((name) => {
    const token = after?.surfaces?.[name]?.token;
    return token?.jwt ? [{ name, token }] : [];
  });
  if (tokens.length === 0)
    return blockedBy("claims/hub-refresh-rotates", "no token was seen after the rotation");
  for (const { name, token } of tokens) {
    // what a refresh brings without any rotation is another check's red
    if (refresh.surfaces?.[name]?.token?.verified === false)
      return blockedBy(ID_VALID, `the ${name} of a refresh does not verify without a rotation either`);
    const judgement = verifies(`the new ${name}`, before?.surfaces?.[name]?.token, token);
    if (judgement.is !== "pass") return judgement;
  }
  return tokens.some(({ token }) => !kids_before.includes(token.header?.kid))
    ? pass
    : unknown("the new tokens are still signed with an old key", "a rotation whose new key signs at once");
};

export const goesOn = (
  side: "hub" | "spoke",
  { renewed }: Pick<Rotated, "renewed">,
  { refresh }: Still,
): Judgement => {
  const usual = refresh.renewed?.[side]?.answer?.status;
  if (usual !== 200)
    return blockedBy(`claims/${side}-refresh-rotates`, "a refresh was not seen to work without a rotation");
  const { answer, unreached } = renewed?.[side] ?? {};
  if (answer?.status === 200) return pass;
  return answer === undefined && unreached === undefined
    ? unknown(`the ${side}'s refresh was not seen`, "a run in which it is seen")
    : fail(`refresh at the ${side} after the rotation`, 200, unreached ?? answer?.status, answer?.exchange);
};

export const signsIn = ({ sign_in, before }: Pick<Rotated, "sign_in" | "before">): Judgement => {
  const [was, now] = [before, sign_in].map((seen) => seen?.surfaces?.spoke_session);
  if (was?.claims === undefined)
    return hidden("the spoke's session", "claims.login", was?.unreached, was?.behind);
  if (now?.claims !== undefined) return pass;
  return now?.unreached === undefined
    ? unknown("a new sign-in was not seen", "a run in which it is seen")
    : fail("a new sign-in at the spoke after the rotation", "a session", now.unreached);
};

/** A claim that a mere refresh changes is another check's red. */
export const sameClaims = (
  contract: Contract,
  { before, after }: Pick<Rotated, "before" | "after">,
  { login, refresh }: Still,
): RotationCase[] => {
  const of = (seen: PhaseSeen | undefined) => cellsOf(contract, "rotation", seen);
  const [was, now, first, second] = [of(before), of(after), of(login), of(refresh)];
  return now.flatMap((cell, index) => {
    const [old, one, two] = [was[index], first[index], second[index]];
    const rule = contract.claims.find(({ name }) => name === cell.claim);
    if (!old || !rule || cell.state === "unknown" || cell.state === "absent") return [];
    if (old.state === "unknown" || old.state === "absent") return [];
    const how = rule.surfaces[cell.surface].compare;
    const judge = (): Judgement => {
      if (one?.state === "unknown") return unseen(one);
      if (two?.state === "unknown") return unseen(two);
      if (agrees(how, old.value ?? null, cell.value ?? null)) return pass;
      return one && two && agrees(how, one.value ?? null, two.value ?? null) && one.state === two.state
        ? fail(
            `${cellName(cell)} after the rotation`,
            old.value ?? "missing",
            cell.value ?? "missing",
            cell.exchange,
          )
        : blockedBy("claims/stable-across-phases", `${cellName(cell)} changes by a mere refresh`);
    };
    return [{ name: cellName(cell), judge }];
  });
};

/** The hub's rotation: everything that must be as it was. */
export const hubRotation = (contract: Contract, seen: Rotated, still: Still): readonly RotationCase[] => {
  const { before, old_userinfo, kids_before = [], kids_after = [] } = seen;
  const instead = (judgement: Judgement): readonly RotationCase[] => [
    { name: "the hub's key", judge: () => judgement },
  ];
  if (seen.unreached !== undefined) {
    return instead(
      hidden("the hub's rotation", "claims.key_rotation", seen.unreached, seen.behind, seen.give),
    );
  }
  if (kids_after.length === 0) {
    return instead(blockedBy("endpoints/jwks-answers", "no key set was seen after the rotation"));
  }
  if (kids_after.every((kid) => kids_before.includes(kid))) {
    return instead(
      unknown(
        "the driver answered, but the key set has no new key",
        "a rotation that rotates (hub.operator.rotate_key)",
        { evidence: "claims.key_rotation", because: "no new kid" },
      ),
    );
  }
  const surfaces = before?.surfaces ?? {};
  const info = (): Judgement => {
    const was = surfaces.hub_userinfo;
    if (was?.claims === undefined || was.behind !== undefined) {
      return hidden("userinfo", "claims.login", was?.unreached, was?.behind);
    }
    return old_userinfo?.status === 200
      ? pass
      : fail(
          "userinfo with the old access token",
          200,
          old_userinfo?.status ?? "no answer",
          old_userinfo?.exchange,
        );
  };
  return [
    {
      name: "old id_token",
      judge: () => verifies("the old id_token", surfaces.hub_id_token?.token, seen.old_id_token),
    },
    {
      name: "old access token",
      judge: () => verifies("the old access token", surfaces.hub_access_token?.token, seen.old_access_token),
    },
    { name: "old access token at userinfo", judge: info },
    { name: "a new key signs, and is published", judge: () => newKey(seen, still) },
    { name: "refresh at the hub", judge: () => goesOn("hub", seen, still) },
    { name: "refresh at the spoke", judge: () => goesOn("spoke", seen, still) },
    { name: "a new sign-in at the spoke", judge: () => signsIn(seen) },
    ...sameClaims(contract, seen, still),
  ];
};
