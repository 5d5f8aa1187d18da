import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Hub, RegisteredClient, TestUser } from "../../core/subject.ts";
import type { SignIn } from "../drivers/login.ts";
import { askToken, declaredAuth, redeem, tokensIn } from "../oauth/exchange.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith } from "../oauth/session.ts";

type Other = NonNullable<Evidence["jwks.rotation"]["other"]>;

/**
 * Signs the person of this browser in at another spoke's client and spends one refresh token there. `again` tries what is
 * left of it: the next refresh token, and the same request without credentials.
 */
export const signedInElsewhere = async (
  doors: Doors,
  hub: Hub,
  spoke: RegisteredClient,
  browser: SignIn,
  user: TestUser,
): Promise<{ readonly again: () => Promise<Other> }> => {
  const nothing = (because: string) => ({ again: async () => ({ spoke: spoke.id, because }) });
  try {
    const auth = declaredAuth(doors, { spoke });
    const signIn = (who: TestUser | undefined) => {
      const request = authorizationRequest(doors, { hub, spoke });
      return authorizeWith(browser, hub, request, who).then((walked) => ({ request, ...walked }));
    };
    const { request, landed, walk } = await signIn(user);
    const code = landed?.searchParams.get("code");
    if (!code) return nothing(`the sign-in there ended "${walk.ended}"`);
    const first = tokensIn(await redeem(doors, { hub, spoke }, { code, request }, auth), request.nonce);
    const refresh = (refresh_token: string) =>
      askToken(doors, hub.endpoints.token, spoke.client.id, auth, {
        grant_type: "refresh_token",
        refresh_token,
      });
    const next = first.refresh && tokensIn(await refresh(first.refresh), "").refresh;
    if (!next) return nothing("no refresh token could be spent there");
    return {
      again: async () => {
        const refreshed = await refresh(next);
        return { spoke: spoke.id, refresh: refreshed.seen, walk: (await signIn(undefined)).walk };
      },
    };
  } catch (error) {
    if (!(error instanceof NotGiven)) throw error;
    return nothing(error.message);
  }
};
