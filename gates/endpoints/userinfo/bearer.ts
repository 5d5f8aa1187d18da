import { blockedBy, type Control, defineControl, type Judgement, pass } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { isDocument, isText, summary } from "../reading.ts";

export const told = (answer: Answer | undefined): boolean =>
  answer?.status === 200 && isDocument(answer.json) && isText(answer.json.sub);

/** There was nothing to ask with: whether tokens are given is judged elsewhere. */
export const noToken = (): Judgement =>
  blockedBy("endpoints/token-works-on-public-domain", "no access token was given to ask with");

/** A good token is answered at the host where the others were tried. */
export const goodTokenAccepted: Control = defineControl({
  name: "userinfo answers a good access token",
  needs: ["userinfo.refusals"],
  judge: ({ userinfo: { refusals } }) => {
    if (told(refusals.control)) return pass;
    return refusals.control
      ? blockedBy("endpoints/userinfo-works-on-public-domain", `a good token: ${summary(refusals.control)}`)
      : noToken();
  },
});
