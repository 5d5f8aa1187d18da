import { blockedBy, defineControl, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Crossing } from "../../../core/evidence/claims-changed.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { Answer, Attempt } from "../../../core/evidence/piece.ts";
import { hidden } from "../cells.ts";

/** the control of a refresh token's own client */
const OWN_CLIENT = "its own client";
type Piece = "hub_binding" | "isolation" | "service_key" | "hub_service" | "id_bearer" | "client_token";

/** The same requests as they should be were all answered; what stood in their way else. */
export const opensTo = <P extends Piece>(piece: P, name: string) =>
  defineControl<`claims.${P}`>({
    name,
    needs: [`claims.${piece}`],
    judge: (given) => {
      const seen = (given as { claims: Record<string, Crossing> }).claims[piece] ?? {};
      if (seen.unreached !== undefined) {
        return hidden("the control", `claims.${piece}`, seen.unreached, seen.behind, seen.give);
      }
      const shut = seen.controls?.find(({ answer }) => answer?.status !== 200);
      if (seen.controls === undefined || seen.controls.length === 0) {
        return unknown("no right request was made", "a run in which one is made");
      }
      if (shut?.name?.includes("data API")) {
        return blockedBy(
          "claims/readable-by-rls-after-login",
          `${shut.name} was answered ${shut.answer?.status}`,
        );
      }
      // a spoke may rest its own refresh on the hub's
      if (shut?.name === OWN_CLIENT || shut?.name?.includes("refresh token")) {
        return blockedBy("claims/hub-refresh-rotates", `a right refresh was answered ${shut.answer?.status}`);
      }
      return shut === undefined
        ? pass
        : unknown(
            `${shut.name} was answered ${shut.answer?.status ?? "nothing"}`,
            "the right request must work first",
            {
              evidence: `claims.${piece}`,
              because: `${shut.name} did not work`,
            },
          );
    },
  });

/** A page for people, as hubs that are one page give to every unknown path: nothing was taken. */
const isPage = (answer: Answer | undefined): boolean =>
  answer?.json === undefined && /^text\/html\b/i.test(answer?.headers?.["content-type"] ?? "");

/** Refused by status, or answered with a page; a server that broke has not refused. */
export const judgeRefused = ({ name, sent, answer }: Attempt): Judgement => {
  const status = answer?.status;
  if (status === undefined || status >= 500 || status === 429 || (status >= 300 && status < 400)) {
    return unknown(`${name} was answered ${status ?? "nothing"}`, "a run in which it is answered");
  }
  if (status >= 400 || isPage(answer)) return pass;
  return fail(`${name}${sent ? ` (${sent})` : ""}`, "refused", status, answer?.exchange);
};

/** Where userinfo takes tokens that nobody issued, one more that it takes says nothing new. */
export const atUserinfo = (
  attempt: Attempt,
  { refusals }: { readonly refusals: Evidence["userinfo.refusals"] },
): Judgement => {
  const judgement = judgeRefused(attempt);
  if (refusals.attempts === undefined || refusals.attempts.length === 0) {
    return blockedBy("endpoints/userinfo-bearer-required", "whether userinfo refuses anything was not seen");
  }
  if (judgement.is === "unknown") {
    return blockedBy("endpoints/userinfo-works-on-public-domain", judgement.because);
  }
  const takesAll = refusals.attempts?.some(({ answer }) => answer?.status === 200);
  return judgement.is === "fail" && takesAll
    ? blockedBy("endpoints/userinfo-bearer-required", "userinfo takes tokens that nobody issued")
    : judgement;
};
