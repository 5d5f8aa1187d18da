import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { cellsOf } from "../../../core/claims/matrix.ts";
import { agrees, type Contract } from "../../../core/contract.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { Token } from "../../../core/evidence/piece.ts";
import { cellName, hidden, unseen } from "../cells.ts";

type Rotated = Evidence["claims.key_rotation"];
interface Still {
  readonly login: PhaseSeen;
  readonly refresh: PhaseSeen;
}
interface RotationCase {
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

const newKey = ({ kids_before = [], before, after }: Rotated): Judgement => {
  const tokens = (["hub_id_token", "hub_access_token"] as const).flatMap((name) => {
    const token = after?.surfaces?.[name]?.token;
    return token?.jwt ? [{ name, token }] : [];
  });
  if (tokens.length === 0)
    return blockedBy("claims/hub-refresh-rotates", "no token was seen after the rotation");
  for (const { name, token } of tokens) {
    const judgement = verifies(`the new ${name}`, before?.surfaces?.[name]?.token, token);
    if (judgement.is !== "pass") return judgement;
  }
  return tokens.some(({ token }) => !kids_before.includes(token.header?.kid))
    ? pass
    : unknown("the new tokens are still signed with an old key", "a rotation whose new key signs at once");
};

const goesOn = (side: "hub" | "spoke", { renewed }: Rotated, { refresh }: Still): Judgement => {
  const usual = refresh.renewed?.[side]?.answer?.status;
  if (usual !== 200)
    return blockedBy(`claims/${side}-refresh-rotates`, "a refresh was not seen to work without a rotation");
  const { answer, unreached } = renewed?.[side] ?? {};
  if (answer?.status === 200) return pass;
  return answer === undefined && unreached === undefined
    ? unknown(`the ${side}'s refresh was not seen`, "a run in which it is seen")
    : fail(`refresh at the ${side} after the rotation`, 200, unreached ?? answer?.status, answer?.exchange);
};

const signsIn = ({ sign_in, before }: Rotated): Judgement => {
  const [was, now] = [before, sign_in].map((seen) => seen?.surfaces?.spoke_session);
  if (was?.claims === undefined)
    return hidden("the spoke's session", "claims.login", was?.unreached, was?.behind);
  if (now?.claims !== undefined) return pass;
  return now?.unreached === undefined
    ? unknown("a new sign-in was not seen", "a run in which it is seen")
    : fail("a new sign-in at the spoke after the rotation", "a session", now.unreached);
};

/** A claim that a mere refresh changes is another check's red. */
const sameClaims = (
  contract: Contract,
  { before, after }: Rotated,
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

/** Everything that must be as it was. */
export const rotationCases = (contract: Contract, seen: Rotated, still: Still): readonly RotationCase[] => {
  const { before, old_userinfo } = seen;
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
    { name: "a new key signs, and is published", judge: () => newKey(seen) },
    { name: "refresh at the hub", judge: () => goesOn("hub", seen, still) },
    { name: "refresh at the spoke", judge: () => goesOn("spoke", seen, still) },
    { name: "a new sign-in at the spoke", judge: () => signsIn(seen) },
    ...sameClaims(contract, seen, still),
  ];
};
