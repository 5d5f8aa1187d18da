import { decodeJwt } from "jose";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { NativeSession } from "../adapters/native-api.ts";
import type { SpokeState } from "../adapters/spoke-state.ts";
import { tokenSeen } from "../adapters/token-seen.ts";
import { tokensOf } from "../oauth/exchange.ts";

/** `sub` of a token, or undefined where it has none that can be read. */
export const subjectOfToken = (value: string): string | undefined => {
  try {
    return decodeJwt(value).sub;
  } catch {
    return undefined;
  }
};

/** The hub's own token, from one sign-in over HTTP; undefined where no secret or person for it is given. */
const hubToken = async (doors: Doors, subject: ClientSubject): Promise<string | undefined> => {
  try {
    return (await tokensOf(doors, subject)).access;
  } catch (error) {
    if (error instanceof NotGiven) return undefined;
    throw error;
  }
};

/** The native session in the open: what its token says, and who takes it for good. */
export const sessionEvidence = async (
  native: NativeSession | undefined,
  held: boolean | undefined,
  subject: ClientSubject,
  state: SpokeState,
  doors: Doors,
): Promise<Evidence["browser.session"]> => {
  if (!native && held === undefined)
    return { unread: `the sessions of ${subject.id}'s backend are not known by their looks` };
  if (!native) return {};
  doors.taint(native.accessToken, "native access token");
  if (native.refreshToken) doors.taint(native.refreshToken, "native refresh token");
  const { userinfo } = subject.hub.endpoints;
  const askHub = (token: string) =>
    doors.http.send(userinfo, { headers: { authorization: `Bearer ${token}` } });
  const [own, hub, token] = await Promise.all([
    state.whoAmI(native.accessToken),
    askHub(native.accessToken),
    hubToken(doors, subject),
  ]);
  const hubOwn = token === undefined ? undefined : await askHub(token);
  const cargoSub = state.identityIn(own.json, subject.spoke.provider.id);
  return {
    native: tokenSeen(native.accessToken),
    own: own.seen,
    hub: hub.seen,
    ...(hubOwn && { hubOwn: hubOwn.seen }),
    ...(cargoSub !== undefined && { cargoSub }),
  };
};
