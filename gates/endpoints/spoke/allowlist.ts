import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Attempt } from "../../../core/evidence/piece.ts";
import { ending, gotCode, lastHop, reachedPage } from "../authorize/walks.ts";
import { summary } from "../reading.ts";

const unseen = (because: string): Judgement =>
  unknown(because, "a look at the page in a browser", { evidence: "allowlist.entries", because });

/** A page that answers alike for every address says nothing about one of them. */
export const asReturn = ({ sent, answer }: Attempt, unlisted: Attempt | undefined): Judgement => {
  const status = answer?.status;
  if (status === undefined) return unseen(`${sent}: ${summary(answer)}`);
  if (status >= 400 && status < 500) {
    return fail(`${answer?.url}`, `${sent} accepted as return address`, summary(answer), answer?.exchange);
  }
  const refused = unlisted?.answer?.status ?? 0;
  return refused >= 400 && refused < 500
    ? pass
    : unseen(`the account home answers ${summary(answer)} for ${sent} and for an address that nobody listed`);
};

export const asCallback = ({ sent, walk }: Attempt): Judgement => {
  if (gotCode(walk) || reachedPage(walk)) return pass;
  const first = walk?.hops?.[0];
  return first?.status === 400 || first?.status === 403
    ? fail(
        `${first.url?.split("?")[0]} redirect_uri`,
        `${sent} accepted`,
        ending(walk),
        lastHop(walk)?.exchange,
      )
    : blockedBy("endpoints/authorize-works-on-public-domain", `${sent}: ${ending(walk)}`);
};
