import { NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import { loginDriver } from "../drivers/login.ts";
import { keyRotator } from "../drivers/rotate-key.ts";
import { describeIfAny } from "../oauth/describe.ts";
import { askToken, declaredAuth, grantOf, redeem, tokensIn } from "../oauth/exchange.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, sessionOf } from "../oauth/session.ts";
import { signedInElsewhere } from "./signed-in-elsewhere.ts";

export default defineProbe({
  title: "The hub's keys, tokens and sessions through a rotation",
  kinds: ["client"],
  produces: ["jwks.rotation"],
  access: ["test person", "client secret", "operator"],
  touches: ["hub.keys", "user.sessions"],
  alone: "after",
  // What a rotation takes away for good must be missed by the probe that looks for it, not by this one.
  after: ["claims.key_rotation"],
  gather: async ({ subject, doors, saw }) => {
    const { hub, spoke, target } = subject;
    const rotate = keyRotator(doors, hub);
    if (target.readOnly)
      throw new NotGiven(
        `the target ${target.name} is read_only`,
        "gate a target that is not, or attest the row",
      );
    const auth = declaredAuth(doors, subject);
    const { user, endpoint } = await sessionOf(doors, subject);
    const { endpoint: tokenUrl } = await grantOf(doors, subject);
    const browser = loginDriver(doors, hub);
    const signIn = async (who: typeof user) => {
      const request = authorizationRequest(doors, subject, {}, endpoint);
      const { landed, walk } = await authorizeWith(browser, hub, request, who);
      const code = landed?.searchParams.get("code");
      const exchange = code ? await redeem(doors, subject, { code, request }, auth, tokenUrl) : undefined;
      return { walk, tokens: tokensIn(exchange, request.nonce) };
    };
    const { walk, tokens: old } = await signIn(user);
    if (old.access === undefined) return saw("jwks.rotation", { unreached: walk.ended ?? "no token" });

    // what does not work anyway is not the rotation's doing: both are tried before it
    const refresh = async (refresh_token: string | undefined) =>
      refresh_token === undefined
        ? undefined
        : askToken(doors, tokenUrl, spoke.client.id, auth, { grant_type: "refresh_token", refresh_token });
    const renewed = tokensIn(await refresh(old.refresh), "");
    const access = renewed.access ?? old.access;
    const { userinfo } = hub.endpoints;
    const askUser = async (url: string) =>
      (await doors.http.send(url, { headers: { authorization: `Bearer ${access}` } })).seen;
    const userinfoUrls = [userinfo, hub.issuer && backendTwin(userinfo, hub.issuer)].filter(
      (url) => url !== undefined,
    );
    let asking: string | undefined;
    for (const url of userinfoUrls) asking ??= (await askUser(url)).status === 200 ? url : undefined;

    // at another spoke too: what one follows, another may not
    const elsewhere =
      user && subject.peer && (await signedInElsewhere(doors, subject.hub, subject.peer, browser, user));

    const keySets = [hub.endpoints.jwks, hub.issuer && backendTwin(hub.endpoints.jwks, hub.issuer)];
    const readKeys = async () => {
      const asked = keySets.map((url) => (url ? doors.http.send(url) : undefined));
      const [here, there] = await Promise.all(asked);
      return { here, there, keys: here?.status === 200 ? here : there };
    };
    const first = await readKeys();
    const before = first.keys?.seen ?? {};
    const before_backend = first.there?.seen ?? {};
    doors.say("rotating the hub's signing key");
    const rotated = await rotate({ org: "", user: "", sub: "", email: "", app: spoke.key });
    if (!rotated.done) return saw("jwks.rotation", { before, answer: rotated.seen });
    const { here, there, keys } = await readKeys();
    const again = await signIn(undefined);
    const old_access = asking === undefined ? undefined : await askUser(asking);
    const refreshed = await refresh(renewed.refresh);
    const other = await elsewhere?.again();
    const [oldId, newId] = await Promise.all([
      describeIfAny(old.id, keys?.json),
      describeIfAny(again.tokens.id, keys?.json),
    ]);
    saw("jwks.rotation", {
      before,
      before_backend,
      answer: rotated.seen,
      ...(here && { public: here.seen }),
      ...(there && { backend: there.seen }),
      ...(oldId && { old_id_token: oldId }),
      ...(newId && { new_id_token: newId }),
      ...(old_access && { old_access }),
      ...(refreshed && { old_refresh: refreshed.seen }),
      walk: again.walk,
      ...(other && { other }),
    });
  },
});
