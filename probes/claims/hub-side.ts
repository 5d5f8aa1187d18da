import type { Doors, Exchange } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { describeToken } from "../oauth/describe.ts";
import { askToken, declaredAuth, grantOf, redeem, type Tokens, tokensIn } from "../oauth/exchange.ts";
import { codeOfItsOwn, sessionOf } from "../oauth/session.ts";
import { type HubSeen, readHub } from "./hub-surfaces.ts";
import { type Obstacle, Obstructed, ungiven } from "./obstacle.ts";
import { afterWindow, REFRESHES, type StillPhase } from "./phase.ts";
import { renewalOf } from "./renewal.ts";

const everywhere = (obstacle: Obstacle): HubSeen => ({
  surfaces: { hub_id_token: obstacle, hub_access_token: obstacle, hub_userinfo: obstacle },
  renewed: obstacle,
  idToken: obstacle,
  hindrance: obstacle.behind,
});
const noToken = ({ status, seen }: Exchange) =>
  `the hub's token endpoint gave no access token (${status ?? seen.error?.code ?? "no answer"})`;

const AUTHORIZE_WORKS = "endpoints/authorize-works-on-public-domain";
const TOKEN_WORKS = "endpoints/token-works-on-public-domain";
const ROTATES = "claims/hub-refresh-rotates";

const signIn = async (
  doors: Doors,
  subject: ClientSubject,
): Promise<Awaited<ReturnType<typeof sessionOf>>> => {
  const session = await sessionOf(doors, subject);
  if (session.code !== undefined) return session;
  const ended = session.walk.params?.error ?? session.walk.ended ?? "nowhere";
  throw new Obstructed(`the sign-in at the hub ended without a code (${ended})`, AUTHORIZE_WORKS);
};

/** The shared sign-in of the run's probes: it is only read. */
const login = async (doors: Doors, subject: ClientSubject): Promise<HubSeen> => {
  const { fallback } = await signIn(doors, subject);
  const { tokens, asked } = await grantOf(doors, subject);
  const { access, exchange } = tokens;
  if (access === undefined) {
    throw new Obstructed(exchange ? noToken(exchange) : "no code was redeemed", TOKEN_WORKS);
  }
  const none = { unreached: "the hub's token endpoint gave no id_token", behind: TOKEN_WORKS };
  const seen = await readHub(doors, subject, { ...tokens, access }, none);
  const elsewhere = asked.access === undefined ? TOKEN_WORKS : seen.hindrance;
  return { ...seen, hindrance: fallback ? AUTHORIZE_WORKS : elsewhere };
};

/** What a later id_token of the same sign-in must repeat (OIDC Core 12.2). */
const bindingOf = ({ iss, sub, aud, azp, auth_time, nonce }: Readonly<Record<string, unknown>>) => ({
  ...(iss !== undefined && { iss }),
  ...(sub !== undefined && { sub }),
  ...(aud !== undefined && { aud }),
  ...(azp !== undefined && { azp }),
  ...(auth_time !== undefined && { auth_time }),
  ...(nonce !== undefined && { nonce }),
});

/** A token family of a sign-in of its own (some hubs keep one family a session), refreshed so often: the first token is that of the login, each other that of a refresh. */
const refreshed = async (doors: Doors, subject: ClientSubject, times: number): Promise<HubSeen> => {
  await signIn(doors, subject);
  const { endpoint, tokens } = await grantOf(doors, subject);
  const auth = declaredAuth(doors, subject);
  if (tokens.access === undefined) {
    throw new Obstructed(tokens.exchange ? noToken(tokens.exchange) : "no code was redeemed", TOKEN_WORKS);
  }
  const code = await codeOfItsOwn(doors, subject);
  let held: Tokens | undefined =
    code && tokensIn(await redeem(doors, subject, code, auth, endpoint), code.request.nonce);
  const first = held?.id === undefined ? undefined : (await describeToken(held.id, undefined)).claims;
  let seen: HubSeen | undefined;
  for (let done = 1; done <= times; done++) {
    const before = held?.refresh;
    if (before === undefined) {
      const none = everywhere({ unreached: "the hub gave no refresh token to go on with", behind: ROTATES });
      return { ...none, renewed: { ...(held?.exchange && { answer: held.exchange.seen }) } };
    }
    if (done > 1) await afterWindow(subject.hub.refresh_reuse_seconds);
    const exchange = await askToken(doors, endpoint, subject.spoke.client.id, auth, {
      grant_type: "refresh_token",
      refresh_token: before,
    });
    const now = tokensIn(exchange, held?.nonce ?? "");
    held = { ...now, refresh: now.refresh ?? before };
    const renewed = renewalOf(exchange, before, now.refresh);
    if (now.access === undefined) {
      return {
        ...everywhere({ unreached: noToken(exchange), behind: ROTATES }),
        ...(done === times && { renewed }),
      };
    }
    if (done < times) continue;
    const none = { absent: "a refresh need not bring an id_token (OpenID Connect Core 12.2)" };
    const read = await readHub(doors, subject, { ...now, access: now.access }, none);
    seen = { ...read, idToken: { ...read.idToken, ...(first && { original: bindingOf(first) }) }, renewed };
  }
  return seen ?? everywhere({ unreached: "nobody refreshed" });
};

/** The hub's side of one phase, with the spoke's own client. What stood in the way becomes an obstacle, not an error. */
export const hubSide = async (doors: Doors, subject: ClientSubject, phase: StillPhase): Promise<HubSeen> => {
  const times = REFRESHES[phase];
  try {
    return await (times === 0 ? login(doors, subject) : refreshed(doors, subject, times));
  } catch (error) {
    if (error instanceof Obstructed) {
      return everywhere({
        unreached: error.message,
        ...(error.behind !== undefined && { behind: error.behind }),
      });
    }
    return everywhere(ungiven(error));
  }
};
