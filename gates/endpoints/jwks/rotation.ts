import { blockedBy, fail, type Judgement, pass } from "../../../core/check.ts";
import type { Answer, Token } from "../../../core/evidence/piece.ts";
import { keysOf, summary } from "../reading.ts";

export const kidsIn = (answer: Answer | undefined): unknown[] | undefined =>
  answer && keysOf(answer)?.map(({ kid }) => kid ?? "without kid");

export const verifies = (at: string, token: Token | undefined): Judgement =>
  token?.verified === true ? pass : fail(at, "verified under the key set of now", token?.code ?? "no token");

/** What did not work before the rotation was not tried again after it. */
export const stillTaken = (
  answer: Answer | undefined,
  works: (answer: Answer) => boolean,
  endpoint: "userinfo" | "token",
): Judgement => {
  if (!answer) {
    return blockedBy(`endpoints/${endpoint}-works-on-public-domain`, "it did not work before the rotation");
  }
  return works(answer)
    ? pass
    : fail(answer.url ?? endpoint, "taken as before the rotation", summary(answer), answer.exchange);
};
