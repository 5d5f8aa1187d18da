import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { askToken, declaredAuth, grantOf, redeem, type Tokens, tokensIn } from "../oauth/exchange.ts";
import { anotherCode, sessionOf } from "../oauth/session.ts";
import { type HubSeen, readHub } from "./hub-surfaces.ts";
import { renewalOf } from "./renewal.ts";

export interface HubSide {
  readonly login: () => Promise<HubSeen>;
  /** one more refresh each time */
  readonly refresh: () => Promise<HubSeen>;
}

type Obstacle = { readonly unreached: string; readonly behind?: string };
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

/** The hub's side of a session with the spoke's own client. What was not given becomes an obstacle, not an error. */
export const hubSide = (doors: Doors, subject: ClientSubject): HubSide => {
  let held: Tokens | undefined;
  let obstacle: Obstacle | undefined;

  const login = async (): Promise<HubSeen> => {
    const { code, walk, fallback } = await sessionOf(doors, subject);
    if (code === undefined) {
      const ended = walk.params?.error ?? walk.ended ?? "nowhere";
      obstacle = {
        unreached: `the sign-in at the hub ended without a code (${ended})`,
        behind: AUTHORIZE_WORKS,
      };
      return everywhere(obstacle);
    }
    const { tokens, asked } = await grantOf(doors, subject);
    const { access, exchange } = tokens;
    if (access !== undefined) {
      const none = { unreached: "the hub's token endpoint gave no id_token", behind: TOKEN_WORKS };
      const seen = await readHub(doors, subject, { ...tokens, access }, none);
      const elsewhere = fallback
        ? AUTHORIZE_WORKS
        : asked.access === undefined
          ? TOKEN_WORKS
          : seen.hindrance;
      return { ...seen, hindrance: elsewhere };
    }
    obstacle = { unreached: exchange ? noToken(exchange) : "no code was redeemed", behind: TOKEN_WORKS };
    return everywhere(obstacle);
  };

  /** A token family of its own: other probes spend the refresh token of the shared one. */
  const begin = async (): Promise<Tokens | undefined> => {
    const code = await anotherCode(doors, subject);
    const { endpoint } = await grantOf(doors, subject);
    return (
      code &&
      tokensIn(await redeem(doors, subject, code, declaredAuth(doors, subject), endpoint), code.request.nonce)
    );
  };

  const refresh = async (): Promise<HubSeen> => {
    held ??= await begin();
    const before = held?.refresh;
    if (before === undefined) {
      obstacle = {
        unreached: "the hub gave no refresh token to go on with",
        behind: "claims/hub-refresh-rotates",
      };
      return { ...everywhere(obstacle), renewed: { ...(held?.exchange && { answer: held.exchange.seen }) } };
    }
    const { endpoint } = await grantOf(doors, subject);
    const exchange = await askToken(doors, endpoint, subject.spoke.client.id, declaredAuth(doors, subject), {
      grant_type: "refresh_token",
      refresh_token: before,
    });
    const now = tokensIn(exchange, held?.nonce ?? "");
    held = { ...now, refresh: now.refresh ?? before };
    const renewed = renewalOf(exchange, before, now.refresh);
    if (now.access === undefined) {
      obstacle = { unreached: noToken(exchange), behind: "claims/hub-refresh-rotates" };
      return { ...everywhere(obstacle), renewed };
    }
    const none = { absent: "a refresh need not bring an id_token (OpenID Connect Core 12.2)" };
    return { ...(await readHub(doors, subject, { ...now, access: now.access }, none)), renewed };
  };

  const unless = (look: () => Promise<HubSeen>) => async (): Promise<HubSeen> => {
    if (obstacle) return everywhere(obstacle);
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
      obstacle = { unreached: error.message };
      return everywhere(obstacle);
    }
  };
  return { login: unless(login), refresh: unless(refresh) };
};
