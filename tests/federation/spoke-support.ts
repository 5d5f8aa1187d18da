import type { World } from "../../fixtures/federation/world.ts";
import {
  type Answer,
  type Browser,
  bend,
  browser,
  contract,
  inside,
  pilot,
  pkce,
  secret,
  start,
  submit,
} from "./hub-support.ts";

export { contract };
export const auth = `${pilot.backend.url}${pilot.backend.auth_path}`;
export const rest = `${pilot.backend.url}${pilot.backend.rest_path}`;

/** A federation on the shipped contract, and a visitor in it; both end with the test. */
export const visit = async (apply: (world: World) => void = () => {}) => {
  const federation = await start(bend(apply));
  const visitor = browser(federation);
  return {
    federation,
    visitor,
    [Symbol.asyncDispose]: async () => {
      await visitor.close();
      await federation.close();
    },
  };
};

/** From the app's button to where the hub sends the browser back to: the spoke's callback, with code and state. */
export const toCallback = async (
  visitor: Browser,
  name: string,
  query: Record<string, string>,
): Promise<Answer> => {
  const user = contract.users.find(({ id }) => id === name);
  const start = await visitor.send(
    `${auth}/authorize?${new URLSearchParams({ provider: pilot.provider.id, redirect_to: pilot.app, ...query })}`,
  );
  if (start.status !== 302) return start;
  let page = await visitor.send(String(start.headers.location), { follow: inside });
  if (page.text.includes('name="password"')) {
    page = await submit(page, visitor, { email: user?.email ?? "", password: secret(user?.password ?? "") });
  }
  return page.text.includes('value="allow"') ? submit(page, visitor, { decision: "allow" }) : page;
};

export interface Native {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly user: { readonly id: string; readonly app_metadata: Record<string, unknown> };
}

export const redeem = (visitor: Browser, code: string, verifier: string): Promise<Answer> =>
  visitor.send(`${auth}/token?grant_type=pkce`, { json: { auth_code: code, code_verifier: verifier } });

/** A whole login as the app does it. */
export const login = async (visitor: Browser, name = "alice"): Promise<Native> => {
  const { verifier, challenge } = pkce();
  const back = await toCallback(visitor, name, { code_challenge: challenge, code_challenge_method: "s256" });
  const landed = await visitor.send(String(back.headers.location));
  const code = new URL(String(landed.headers.location)).searchParams.get("code");
  return (await redeem(visitor, code ?? "", verifier)).json as unknown as Native;
};
export const refresh = (visitor: Browser, token: string): Promise<Answer> =>
  visitor.send(`${auth}/token?grant_type=refresh_token`, { json: { refresh_token: token } });
export const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});
