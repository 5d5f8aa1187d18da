import { createHash } from "node:crypto";
import type { Doors } from "../../core/doors.ts";
import type { Renewal, SurfaceSeen } from "../../core/evidence/claims.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Token } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { describeToken } from "../oauth/describe.ts";
import type { Tokens } from "../oauth/exchange.ts";
import { isRecord, issuerOf, keysFor, USERINFO_WORKS, userinfo } from "./hub-answers.ts";

/** What the hub itself put on its three surfaces in one phase. */
export interface HubSeen {
  readonly surfaces: Readonly<Record<"hub_id_token" | "hub_access_token" | "hub_userinfo", SurfaceSeen>>;
  readonly granted?: string;
  readonly renewed?: Renewal;
  readonly idToken: Evidence["claims.id_token"];
  /** id of the check that says what a spoke, which has no other endpoints, cannot get past */
  readonly hindrance?: string | undefined;
}
/** Left half of the hash of the access token, by the id_token's algorithm (OIDC Core 3.1.3.6). */
const halfHash = (access: string, alg: unknown): string | undefined => {
  const bits = /(256|384|512)$/.exec(String(alg))?.[1];
  if (bits === undefined) return undefined;
  const digest = createHash(`sha${bits}`).update(access).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
};

/** Reads the three surfaces. `noIdToken` says what it means that none came. */
export const readHub = async (
  doors: Doors,
  subject: ClientSubject,
  { access, id, exchange, nonce }: Tokens & { readonly access: string },
  noIdToken: SurfaceSeen,
): Promise<HubSeen> => {
  const at = { exchange: exchange?.seen.exchange, seenAt: exchange?.seen.seenAt };
  const { keys, behind } = await keysFor(doors, subject, [access, id]);
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
