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

const PASSWORD_FIELD = /<input\b[^>]*\btype\s*=\s*["']?password\b/i;
/** A sign-in page, as far as its text says so: one that scripts draw is seen by the way that led to it only. */
const asksForPassword = ({ body = "" }: Answer): boolean => PASSWORD_FIELD.test(body);

/**
 * A walk that came to rest on a page, without an error: the sign-in or consent page of a request that was taken. Some
 * hubs show it at the authorization endpoint itself, where an error page may stand as well: it must ask for a password.
 */
export const reachedPage = (walk: Walk | undefined): boolean => {
  const last = lastHop(walk);
  if (walk?.ended !== "page" || last?.status !== 200) return false;
  return (walk.hops?.length ?? 0) > 1 || asksForPassword(last);
};
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

const ANSWER = ["code", "error", "state", "access_token", "id_token"];
/** Sent to a third place, with nothing that an answer to the request carries: an error page may stand there. */
const elsewhere = ({ landed, params = {} }: Walk, sent: string | undefined): boolean => {
  const asked = hostOf(sent);
  return (
    asked !== undefined && hostOf(landed) !== asked && !ANSWER.some((name) => params[name] !== undefined)
  );
};

/** A request that must end at the hub's own error page: proven by its not arriving anywhere. */
export const refusedWithoutRedirect = ({ name, sent, walk }: Attempt): Judgement => {
  const last = lastHop(walk);
  const at = `${walk?.hops?.[0]?.url?.split("?")[0] ?? "the authorization endpoint"} (${name})`;
  if (walk?.landed !== undefined) {
    if (elsewhere(walk, sent)) {
      const because = `${name}: sent on to ${hostOf(walk.landed)}, where this walk does not follow`;
      return unknown(because, "that host in the hub's settings, where it is the hub's own");
    }
    return fail(
      at,
      `an error page for ${JSON.stringify(sent)}`,
      `redirected to ${walk.landed}`,
      last?.exchange,
    );
  }
  if (walk?.ended === "refused" && [400, 401, 403, 422].includes(last?.status ?? 0)) return pass;
  // One answer and no way on: an error page with the wrong status, but nobody was sent anywhere.
  if (walk?.ended === "page" && walk.hops?.length === 1 && !reachedPage(walk)) return pass;
  return undecided(name, walk, "an arrival");
};

/** A walk of a signed-in user that must bring no code: an error comes back, or the hub shows one of its own. */
export const refusedWithoutCode = ({ name, walk }: Attempt): Judgement => {
  const last = lastHop(walk);
  const at = `${walk?.hops?.[0]?.url?.split("?")[0] ?? "the authorization endpoint"} (${name})`;
  const given = GIVEN.filter((one) => walk?.params?.[one] !== undefined);
  if (given.length > 0) return fail(at, "an error", `redirected with ${given.join(", ")}`, last?.exchange);
  if (walk?.params?.error !== undefined) return pass;
  // The sign-in page that comes back with 200 refuses the person, not the request.
  const status = last?.status ?? 0;
  if (walk?.landed === undefined && walk?.ended === "refused" && status >= 400 && status < 500) {
    if (status !== 429) return pass;
  }
  return undecided(name, walk, "a code");
};
const undecided = (name: string | undefined, walk: Walk | undefined, instead: string): Judgement =>
  unknown(
    `${name}: ${ending(walk)} is neither ${instead} nor a refusal`,
    reachedPage(walk)
      ? "a test person who is signed in there, to see where the page leads; else an attestation"
      : "a hub that answers this request",
  );
const GIVEN = ["code", "access_token", "id_token"];

/** Pages of the sign-in that a person saw: sign-in form, consent. */
export const pagesOf = (walk: Walk | undefined): readonly Answer[] =>
  (walk?.hops ?? []).filter(
    ({ status, headers }) => status === 200 && /\bhtml\b/i.test(headers?.["content-type"] ?? ""),
  );
/** Where a page stands, without its query: that is another one at each sign-in. */
export const placeOf = ({ url }: Answer): string => url?.split("?")[0] ?? "a page";

/** There was no page to look at: whether a correct request leads to one is judged elsewhere. */
export const noPages = (walk: Walk | undefined): Judgement =>
  blockedBy("endpoints/authorize-works-on-public-domain", `the sign-in showed no page: ${ending(walk)}`);
