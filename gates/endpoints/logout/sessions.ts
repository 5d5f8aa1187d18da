import {
  blockedBy,
  type Control,
  defineControl,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import type { Ended } from "../../../core/evidence/logout.ts";
import type { Walk } from "../../../core/evidence/piece.ts";
import { ending, gotCode, reachedPage } from "../authorize/walks.ts";
import { summary } from "../reading.ts";

/** Whether a session stands: a code without credentials says yes, the sign-in page or an error says no. */
export const stands = (walk: Walk | undefined): boolean | undefined => {
  if (gotCode(walk)) return true;
  return reachedPage(walk) || walk?.params?.error !== undefined ? false : undefined;
};

/** A session stood before it was to be ended; what stands in the way else. */
export const stoodBefore = ({ before }: Ended): Judgement | undefined =>
  stands(before)
    ? undefined
    : blockedBy("endpoints/callback-allowlisted", `no session could be had to end: ${ending(before)}`);

/** A logout that ends nothing says nothing about who may ask for it. */
export const ownLogoutEnds: Control = defineControl({
  name: "logout from the app's own origin ends the session",
  needs: ["logout.own"],
  judge: ({ logout: { own } }) => {
    const early = stoodBefore(own);
    if (early) return early;
    const after = stands(own.after);
    if (after === false) return pass;
    const because = `after ${summary(own.answer)}: ${ending(own.after)}`;
    return unknown(because, "a global logout that ends the session", { evidence: "logout.own", because });
  },
});
