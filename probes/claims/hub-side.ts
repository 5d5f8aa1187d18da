import { createHash } from "node:crypto";
import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { Renewal, SurfaceSeen } from "../../core/evidence/claims.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Token } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { describeToken } from "../oauth/describe.ts";
import { askToken, declaredAuth, grantOf, redeem, type Tokens, tokensIn } from "../oauth/exchange.ts";
import { anotherCode, sessionOf } from "../oauth/session.ts";
import { isRecord, issuerOf, keysOf, USERINFO_WORKS, userinfo } from "./hub-answers.ts";
import { renewalOf } from "./renewal.ts";

/** What the hub itself put on its three surfaces in one phase. */
export interface HubSeen {
  readonly surfaces: Readonly<Record<"hub_id_token" | "hub_access_token" | "hub_userinfo", SurfaceSeen>>;
  readonly granted?: string;
  readonly renewed?: Renewal;
  readonly idToken: Evidence["claims.id_token"];
  /** id of the check that says what a spoke, which has no other endpoints, cannot get past */
  readonly hindrance?: string | undefined;
}
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

/** Left half of the hash of the access token, by the id_token's algorithm (OIDC Core 3.1.3.6). */
const halfHash = (access: string, alg: unknown): string | undefined => {
  const bits = /(256|384|512)$/.exec(String(alg))?.[1];
  if (bits === undefined) return undefined;
  const digest = createHash(`sha${bits}`).update(access).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
};

/** Reads the three surfaces. `noIdToken` says what it means that none came. */
const read = async (
  doors: Doors,
  subject: ClientSubject,
  { access, id, exchange, nonce }: Tokens & { readonly access: string },
  noIdToken: SurfaceSeen,
): Promise<HubSeen> => {
  const at = { exchange: exchange?.seen.exchange, seenAt: exchange?.seen.seenAt };
  const { keys, behind } = await keysOf(doors, subject);
  const kids = isRecord(keys) && Array.isArray(keys.keys) ? keys.keys.map((key) => key?.kid) : undefined;
  const [idToken, accessToken, info, issuer] = await Promise.all([
    id === undefined ? undefined : describeToken(id, keys),
    describeToken(access, keys),
    userinfo(doors, subject, access),
    issuerOf(doors, subject),
  ]);
  const carried = ({ claims, ...token }: Token): SurfaceSeen => ({ claims, token, ...at });
  const sub = isRecord(info.claims) ? info.claims.sub : undefined;
  const strange = sub !== undefined && idToken !== undefined && sub !== idToken.claims?.sub;
  const refused = idToken?.verified === false ? "claims/id-token-valid" : undefined;
  const hash = halfHash(access, idToken?.header?.alg);
  const scope = isRecord(exchange?.json) ? exchange.json.scope : undefined;
  const opaque = { absent: "the access token is opaque", token: accessToken, ...at };
  return {
    hindrance: behind ?? info.behind ?? (strange ? USERINFO_WORKS : refused),
    ...(typeof scope === "string" && { granted: scope }),
    surfaces: {
      hub_id_token: idToken ? carried(idToken) : { ...noIdToken, ...at },
      hub_access_token: accessToken.jwt === false ? opaque : carried(accessToken),
      hub_userinfo: info,
    },
    idToken: {
      ...at,
      ...(idToken ? { token: idToken } : noIdToken),
      nonce,
      issuer,
      ...(kids && { kids }),
      client_id: subject.spoke.client.id,
      ...(hash !== undefined && { at_hash: hash }),
    },
  };
};

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
      const seen = await read(doors, subject, { ...tokens, access }, none);
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
    return { ...(await read(doors, subject, { ...now, access: now.access }, none)), renewed };
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
