import { expect, test } from "vitest";
import type { HubBehaviour } from "../../fixtures/federation/hub/behaviour.ts";
import {
  authorizeUrl,
  type Browser,
  bend,
  browser,
  callbackOf,
  claimsOf,
  exchange,
  file,
  inside,
  login,
  other,
  pilot,
  pkce,
  refresh,
  signIn,
  start,
  tokenRequest,
} from "./hub-support.ts";

const auth = file.hub.public_url;
const { endpoints } = file.hub;
const userinfo = async (who: Browser, token = ""): Promise<number> =>
  (await who.send(`${auth}${endpoints.userinfo}`, { headers: { authorization: `Bearer ${token}` } })).status;
const codeFor = async (who: Browser, verifier = pkce()): Promise<{ code: string; verifier: string }> => {
  const landed = await signIn(who, "alice", authorizeUrl(verifier.challenge));
  return { code: callbackOf(landed).get("code") ?? "", verifier: verifier.verifier };
};
const logout = (who: Browser, headers: Record<string, string> = {}) =>
  who.send(`${auth}${endpoints.logout}`, { method: "POST", headers });
const redeem = { grant_type: "authorization_code", redirect_uri: pilot.callback };
const unsigned = (token: string): string =>
  `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;

/** What a knob does: what is seen of a right hub, and of one where it is turned. */
interface Knob {
  readonly turn: Partial<HubBehaviour>;
  readonly see: (who: Browser) => Promise<unknown>;
  readonly right: unknown;
  readonly wrong: unknown;
}
const knobs: Record<keyof HubBehaviour, Knob> = {
  issuer: {
    turn: { issuer: auth },
    see: async (who) => {
      const document = await who.send(`${auth}${endpoints.discovery}`);
      return [document.json.issuer, claimsOf((await login(who)).id_token ?? "").iss];
    },
    right: ["https://hubref.supabase.co/auth/v1", "https://hubref.supabase.co/auth/v1"],
    wrong: [auth, auth],
  },
  redirectAccepted: {
    turn: { redirectAccepted: () => true },
    see: async (who) =>
      (await who.send(authorizeUrl(pkce().challenge, { redirect_uri: `${pilot.callback}/` }))).status,
    right: 400,
    wrong: 303,
  },
  requirePkce: {
    turn: { requirePkce: false },
    see: async (who) => {
      const url = new URL(authorizeUrl(""));
      url.searchParams.delete("code_challenge");
      url.searchParams.delete("code_challenge_method");
      const { headers } = await who.send(url.href);
      return new URL(String(headers.location)).host;
    },
    right: "api.cargoworks.ai",
    wrong: "one.cargo.ac",
  },
  verifierAccepted: {
    turn: { verifierAccepted: () => true },
    see: async (who) => [
      (await exchange(who, (await codeFor(who)).code, pkce().verifier)).status,
      (await tokenRequest(who, { ...redeem, code: (await codeFor(who)).code })).status,
    ],
    right: [400, 400],
    wrong: [200, 200],
  },
  clientAuthRequired: {
    turn: { clientAuthRequired: false },
    see: async (who) => {
      const { code, verifier } = await codeFor(who);
      const form = { ...redeem, code, code_verifier: verifier, client_id: pilot.client.id };
      return (await tokenRequest(who, form, {})).status;
    },
    right: 401,
    wrong: 200,
  },
  codeSingleUse: {
    turn: { codeSingleUse: false },
    see: async (who) => {
      const { code, verifier } = await codeFor(who);
      await exchange(who, code, verifier);
      return (await exchange(who, code, verifier)).status;
    },
    right: 400,
    wrong: 200,
  },
  codeReplayRevokes: {
    turn: { codeReplayRevokes: false },
    see: async (who) => {
      const { code, verifier } = await codeFor(who);
      const { json } = await exchange(who, code, verifier);
      await exchange(who, code, verifier);
      return userinfo(who, json.access_token);
    },
    right: 401,
    wrong: 200,
  },
  codeExchangeAtomic: {
    turn: { codeExchangeAtomic: false },
    see: async (who) => {
      const { code, verifier } = await codeFor(who);
      const all = await Promise.all(Array.from({ length: 8 }, () => exchange(who, code, verifier)));
      return all.filter((one) => one.status === 200).length > 1;
    },
    right: false,
    wrong: true,
  },
  codeBoundToClient: {
    turn: { codeBoundToClient: () => false },
    see: async (who) => {
      const { code, verifier } = await codeFor(who);
      return (await tokenRequest(who, { ...redeem, code, code_verifier: verifier }, other)).status;
    },
    right: 400,
    wrong: 200,
  },
  refreshBoundToClient: {
    turn: { refreshBoundToClient: () => false },
    see: async (who) => {
      const { refresh_token = "" } = await login(who);
      return (await tokenRequest(who, { grant_type: "refresh_token", refresh_token }, other)).status;
    },
    right: 400,
    wrong: 200,
  },
  refreshRotates: {
    turn: { refreshRotates: false },
    see: async (who) => {
      const { refresh_token = "" } = await login(who);
      return (await refresh(who, refresh_token)).json.refresh_token === refresh_token;
    },
    right: false,
    wrong: true,
  },
  refreshReuseRefused: {
    turn: { refreshReuseRefused: false },
    see: async (who) => {
      const { refresh_token = "" } = await login(who);
      await refresh(who, refresh_token);
      return (await refresh(who, refresh_token)).status;
    },
    right: 400,
    wrong: 200,
  },
  refreshReuseRevokes: {
    turn: { refreshReuseRevokes: false },
    see: async (who) => {
      const { refresh_token = "" } = await login(who);
      const { json } = await refresh(who, refresh_token);
      const reuse = await refresh(who, refresh_token);
      return [reuse.status, (await refresh(who, json.refresh_token ?? "")).status];
    },
    right: [400, 400],
    wrong: [400, 200],
  },
  bearerAccepted: {
    turn: { bearerAccepted: () => true },
    see: async (who) => {
      const { id_token = "", access_token = "" } = await login(who);
      return [
        await userinfo(who, id_token),
        await userinfo(who, unsigned(access_token)),
        await userinfo(who, "x"),
      ];
    },
    right: [401, 401, 401],
    wrong: [200, 200, 200],
  },
  claims: {
    turn: {
      claims: ({ orgs, ...claims }, { surface, refreshed }) =>
        surface === "hub_id_token" && refreshed ? claims : { ...claims, orgs },
    },
    see: async (who) => {
      const first = await login(who);
      const { json } = await refresh(who, first.refresh_token ?? "");
      return [first.id_token, json.id_token, json.access_token].map((one) => "orgs" in claimsOf(one ?? ""));
    },
    right: [true, true, true],
    wrong: [true, false, true],
  },
  seal: {
    turn: { seal: ({ header, claims, sign }) => sign(header, claims, "none") },
    see: async (who) => {
      const { id_token = "", access_token = "" } = await login(who);
      return [id_token, access_token].map((one) => JSON.parse(atob(one.split(".")[0] ?? "")).alg);
    },
    right: ["RS256", "RS256"],
    wrong: ["none", "none"],
  },
  entitlementEnforced: {
    turn: { entitlementEnforced: false },
    see: async (who) => (await signIn(who, "bob", authorizeUrl(pkce().challenge))).status,
    right: 403,
    wrong: 303,
  },
  consentRemembered: {
    turn: { consentRemembered: false },
    see: async (who) => {
      await login(who);
      return (await who.send(authorizeUrl(pkce().challenge), { follow: inside })).status;
    },
    right: 303,
    wrong: 200,
  },
  promptNoneHonoured: {
    turn: { promptNoneHonoured: false },
    see: async (who) => {
      const { headers } = await who.send(authorizeUrl(pkce().challenge, { prompt: "none" }));
      return new URL(String(headers.location)).host;
    },
    right: "api.cargoworks.ai",
    wrong: "one.cargo.ac",
  },
  sessionRemembered: {
    turn: { sessionRemembered: false },
    see: async (who) => {
      await login(who);
      const next = await who.send(authorizeUrl(pkce().challenge), { follow: inside });
      return next.text.includes('name="password"');
    },
    right: false,
    wrong: true,
  },
  logoutEndsSession: {
    turn: { logoutEndsSession: false },
    see: async (who) => {
      await login(who);
      await logout(who);
      return (await who.send(authorizeUrl(pkce().challenge), { follow: inside })).status;
    },
    right: 200,
    wrong: 303,
  },
  logoutEndsTokens: {
    turn: { logoutEndsTokens: false },
    see: async (who) => {
      const { access_token, refresh_token = "" } = await login(who);
      await logout(who);
      return [await userinfo(who, access_token), (await refresh(who, refresh_token)).status];
    },
    right: [401, 400],
    wrong: [200, 200],
  },
  clientTokenLimited: {
    turn: { clientTokenLimited: false },
    see: async (who) => {
      const { access_token } = await login(who);
      await logout(who, { authorization: `Bearer ${access_token}` });
      return (await who.send(authorizeUrl(pkce().challenge), { follow: inside })).status;
    },
    right: 303,
    wrong: 200,
  },
  logoutOriginAllowed: {
    turn: { logoutOriginAllowed: () => true },
    see: async (who) => (await logout(who, { origin: "https://evil.example" })).status,
    right: 403,
    wrong: 204,
  },
  orgSwitchTakesEffect: {
    turn: { orgSwitchTakesEffect: false },
    see: async (who) => {
      const { access_token, refresh_token = "" } = await login(who);
      const headers = { authorization: `Bearer ${access_token}` };
      await who.send(`${new URL(auth).origin}/account/active-org`, { json: { org: "globex" }, headers });
      return claimsOf((await refresh(who, refresh_token)).json.id_token ?? "").active_org;
    },
    right: "globex",
    wrong: "acme",
  },
  oldKeyPublished: {
    turn: { oldKeyPublished: false },
    see: async (who) => {
      const headers = { authorization: "Bearer value-of-GATES_HUB_OPERATOR-0123456789abcdef" };
      await who.send(`${new URL(auth).origin}/operator/rotate-key`, { method: "POST", headers });
      return Object.values((await who.send(`${auth}${endpoints.jwks}`)).json.keys ?? []).length;
    },
    right: 4,
    wrong: 2,
  },
  accessTokenLife: {
    turn: { accessTokenLife: 86_400 },
    see: async (who) => Number((await login(who)).expires_in),
    right: 3600,
    wrong: 86_400,
  },
  clockAhead: {
    turn: { clockAhead: 600 },
    see: async (who) => {
      const { id_token = "" } = await login(who);
      return Number(claimsOf(id_token).iat) > Date.now() / 1000 + 300;
    },
    right: false,
    wrong: true,
  },
};

const seen = async (knob: Knob, turn: Partial<HubBehaviour>): Promise<unknown> => {
  const federation = await start(bend((world) => Object.assign(world.hub, turn)));
  const who = browser(federation);
  try {
    return await knob.see(who);
  } finally {
    await who.close();
    await federation.close();
  }
};

test.for(Object.entries(knobs))("%s does what it says, and nothing when left alone", async ([, knob]) => {
  expect(await seen(knob, {})).toEqual(knob.right);
  expect(await seen(knob, knob.turn)).toEqual(knob.wrong);
});
