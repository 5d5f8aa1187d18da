import { defineProbe } from "../../core/probe.ts";
import { describeIfAny, liveKeys } from "../oauth/describe.ts";
import {
  askToken,
  type ClientAuth,
  declaredAuth,
  grantOf,
  redeem,
  type Tokens,
  tokensIn,
} from "../oauth/exchange.ts";
import { otherClientIfAny } from "../oauth/other-client.ts";
import { anotherCode, codeOfItsOwn } from "../oauth/session.ts";
import { askUserinfo } from "../oauth/userinfo.ts";

export default defineProbe({
  title: "Codes and refresh tokens at the token endpoint",
  kinds: ["client"],
  produces: ["token.exchange", "token.refresh", "token.replay", "token.client_auth", "token.backend"],
  access: ["test person", "client secret"],
  gather: async ({ subject, doors, saw }) => {
    const { hub, spoke } = subject;
    const auth = declaredAuth(doors, subject);
    const [keys, grant] = await Promise.all([liveKeys(doors, hub), grantOf(doors, subject)]);
    const { endpoint } = grant;
    const described = async ({ exchange, access, id, refresh, nonce }: Tokens) => {
      if (!exchange) return {};
      const [access_token, id_token, refresh_token] = await Promise.all(
        [access, id, refresh].map((one) => describeIfAny(one, keys)),
      );
      return {
        answer: exchange.seen,
        nonce,
        ...(access_token && { access_token }),
        ...(id_token && { id_token }),
        ...(refresh_token && { refresh_token }),
      };
    };
    const exchanged = async () => {
      saw("token.exchange", await described(grant.asked));
      saw("token.backend", grant.backend ? await described(grant.backend) : {});
      const refresh_token = grant.tokens.refresh;
      if (refresh_token === undefined) return saw("token.refresh", {});
      const params = { grant_type: "refresh_token", refresh_token };
      const again = await askToken(doors, endpoint, spoke.client.id, auth, params);
      saw("token.refresh", await described(tokensIn(again, grant.tokens.nonce)));
    };
    const replayed = async () => {
      const code = await codeOfItsOwn(doors, subject);
      if (!code) return saw("token.replay", {});
      const first = await redeem(doors, subject, code, auth, endpoint);
      const { access, refresh: refresh_token } = tokensIn(first, code.request.nonce);
      const ask = async () => access !== undefined && (await askUserinfo(doors, subject, access)).seen;
      const before = await ask();
      const second = await redeem(doors, subject, code, auth, endpoint);
      const answer = await ask();
      const params = { grant_type: "refresh_token", refresh_token: refresh_token ?? "" };
      const refreshed =
        refresh_token && (await askToken(doors, endpoint, spoke.client.id, auth, params)).seen;
      saw("token.replay", {
        first: first.seen,
        second: second.seen,
        ...(before && { before }),
        after: [
          ...(answer ? [{ name: "access token", answer }] : []),
          ...(refreshed ? [{ name: "refresh token", answer: refreshed }] : []),
        ],
      });
    };
    const how = spoke.client.auth_method;
    const foreign = otherClientIfAny(doors, subject);
    const wrongly: readonly { readonly name: string; readonly auth: ClientAuth }[] = [
      { name: "no-secret", auth: { how: "none" } },
      { name: "wrong-secret", auth: { how, secret: `wrong-${crypto.randomUUID()}` } },
      { name: "empty-secret", auth: { how, secret: "" } },
      ...(foreign ? [{ name: "other-clients-secret", auth: { how, secret: foreign.auth.secret } }] : []),
    ];
    const unauthenticated = async () => {
      const attempts = await Promise.all(
        wrongly.map(async ({ name, auth }) => {
          const code = await anotherCode(doors, subject);
          return code
            ? [{ name, sent: name, answer: (await redeem(doors, subject, code, auth, endpoint)).seen }]
            : [];
        }),
      );
      const { exchange } = grant.tokens;
      saw("token.client_auth", { ...(exchange && { control: exchange.seen }), attempts: attempts.flat() });
    };
    await Promise.all([exchanged(), replayed(), unauthenticated()]);
  },
});
