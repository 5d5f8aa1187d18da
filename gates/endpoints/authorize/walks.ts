import {
  blockedBy,
  type Control,
  defineControl,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import type { Answer, Attempt, Walk } from "../../../core/evidence/piece.ts";
import { summary } from "../reading.ts";

export const lastHop = (walk: Walk | undefined): Answer | undefined => walk?.hops?.at(-1);
export const hostOf = (url: string | undefined): string | undefined => URL.parse(url ?? "")?.host;

/** How a walk ended, in words. */
export const ending = (walk: Walk | undefined): string =>
  walk?.landed
    ? `redirected to ${walk.landed}`
    : `${walk?.ended ?? "not walked"}, last answer ${summary(lastHop(walk))}`;

/** A walk that came to rest on a page, without an error: the sign-in or consent page of a request that was taken. */
export const reachedPage = (walk: Walk | undefined): boolean =>
  walk?.ended === "page" && (walk.hops?.length ?? 0) > 1 && lastHop(walk)?.status === 200;
export const gotCode = (walk: Walk | undefined): boolean => walk?.params?.code !== undefined;

/** The correct request is taken: a code arrives, or at least the page where a person would sign in. */
export const correctRequestAccepted: Control = defineControl({
  name: "the registered redirect URI and client are accepted",
  needs: ["authorize.signin"],
  judge: ({ authorize: { signin } }) => {
    const walk = signin.fallback ?? signin.walk;
    return gotCode(walk) || reachedPage(walk)
      ? pass
      : blockedBy("endpoints/authorize-works-on-public-domain", `the correct request: ${ending(walk)}`);
  },
});

/** A request that must end at the hub's own error page: proven by its not arriving anywhere. */
export const refusedWithoutRedirect = ({ name, sent, walk }: Attempt): Judgement => {
  const last = lastHop(walk);
  const at = `${walk?.hops?.[0]?.url?.split("?")[0] ?? "the authorization endpoint"} (${name})`;
  if (walk?.landed !== undefined) {
    return fail(
      at,
      `an error page for ${JSON.stringify(sent)}`,
      `redirected to ${walk.landed}`,
      last?.exchange,
    );
  }
  if (walk?.ended === "refused" && [400, 401, 403, 422].includes(last?.status ?? 0)) return pass;
  // One answer and no way on: an error page with the wrong status, but nobody was sent anywhere.
  if (walk?.ended === "page" && walk.hops?.length === 1) return pass;
  return unknown(
    `${name}: ${ending(walk)} is neither an arrival nor a refusal`,
    reachedPage(walk)
      ? "the password of a test user, to see where it leads"
      : "a hub that answers this request",
  );
};
