import { blockedBy, fail, type Judgement, pass } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { Answer, Token } from "../../../core/evidence/piece.ts";
import { keysOf, summary } from "../reading.ts";

export const kidsIn = (answer: Answer | undefined): unknown[] | undefined =>
  answer && keysOf(answer)?.map(({ kid }) => kid ?? "without kid");

/** A program ends well or badly; a request is answered. */
export const said = (answer: Answer | undefined): string =>
  answer?.method === "RUN" && !answer.error ? "with success by a program" : summary(answer);

const differ = (ours: readonly unknown[] = [], theirs: readonly unknown[] = []): boolean =>
  ours.length !== theirs.length || ours.some((kid) => !theirs.includes(kid));

/** A spoke may fetch keys from either host. Where only one of them serves any, there is nothing to compare. */
export const onBothHosts = (rotation: Evidence["jwks.rotation"]): Judgement => {
  const { before, before_backend, public: here, backend: there } = rotation;
  const [ours, theirs] = [kidsIn(here), kidsIn(there)];
  if (!ours) return blockedBy("endpoints/jwks-answers", `no key set: ${summary(here)}`);
  if (!theirs || differ(kidsIn(before), kidsIn(before_backend))) {
    const because = `the hosts differed before the rotation: ${summary(there)}`;
    return blockedBy("endpoints/jwks-same-keys-from-both-hosts", because);
  }
  return differ(ours, theirs)
    ? fail(there?.url ?? "the issuer's host", ours, theirs, here?.exchange, there?.exchange)
    : pass;
};

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
