import { blockedBy, type Control, defineControl, type Judgement, pass } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { isDocument, summary } from "../reading.ts";

/** 200 with an access token: its value is redacted, its being there is not. */
export const granted = (answer: Answer | undefined): boolean =>
  answer?.status === 200 && isDocument(answer.json) && typeof answer.json.access_token === "string";

/** There was nothing to redeem: whether the callback was reached is judged elsewhere. */
export const noCode = (): Judgement =>
  blockedBy("endpoints/callback-allowlisted", "no code came back to redeem");

const accepted = (answer: Answer | undefined): Judgement => {
  if (granted(answer)) return pass;
  return answer
    ? blockedBy("endpoints/token-works-on-public-domain", `the correct exchange: ${summary(answer)}`)
    : noCode();
};

/** A code with the right secret is redeemed at the endpoint where the wrong ones were tried. */
export const rightSecretAccepted: Control = defineControl({
  name: "a fresh code with the right client authentication is redeemed",
  needs: ["token.client_auth"],
  judge: ({ token }) => accepted(token.client_auth.control),
});

/** The first exchange of the code that was tried twice. */
export const firstExchangeAccepted: Control = defineControl({
  name: "the first exchange of the code succeeds",
  needs: ["token.replay"],
  judge: ({ token }) => accepted(token.replay.first),
});
