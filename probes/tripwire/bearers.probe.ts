import { createHmac } from "node:crypto";
import type { Exchange } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import { nativeBackendOf } from "../claims/native-backend.ts";
import { loginDriver } from "../drivers/login.ts";
import { liveKeys } from "../oauth/describe.ts";
import { grantOf } from "../oauth/exchange.ts";
import { forgeries } from "../oauth/forge.ts";
import { sessionOf } from "../oauth/session.ts";

type Bearer = NonNullable<Evidence["provider.bearers"]["attempts"]>[number];

/** The same header and claims, signed HS256 with text that is no secret between the two. */
const signedWith = (token: string, secret: string): string => {
  const [head = "", body = ""] = token.split(".");
  const header = { ...JSON.parse(Buffer.from(head, "base64url").toString()), alg: "HS256" };
  const signed = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${body}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
};
const isJwt = (token: string | undefined): token is string => token?.split(".").length === 3;

export default defineProbe({
  title: "shows the spoke and the hub tokens that are not theirs",
  kinds: ["client"],
  produces: ["provider.bearers"],
  access: ["test person", "client secret"],
  gather: async ({ subject, doors, saw }) => {
    const { hub, spoke } = subject;
    const secret = doors.secret(spoke.client.secret);
    const backend = nativeBackendOf(subject, doors);
    const [{ tokens }, { user }, keys] = await Promise.all([
      grantOf(doors, subject),
      sessionOf(doors, subject),
      liveKeys(doors, hub),
    ]);
    const { access: native } = await backend.signIn(loginDriver(doors, hub), user);
    const { access, id } = tokens;
    const headers: Readonly<Record<string, string>> =
      spoke.backend.anon_key === undefined ? {} : { apikey: doors.secret(spoke.backend.anon_key) };
    const table = Object.keys(spoke.rls.tables)[0] ?? "";
    const places = {
      auth: `${spoke.backend.url}${spoke.backend.auth_path}/user`,
      rest: `${spoke.backend.url}${spoke.backend.rest_path}/${encodeURIComponent(table)}?select=*&limit=1`,
      storage: `${spoke.backend.url}/storage/v1/bucket`,
    };
    const show = async (at: string, url: string, name: string, token: string): Promise<Bearer> => {
      doors.taint(token, name);
      const sent: Exchange = await doors.http.send(url, {
        headers: { ...(at === "hub" ? {} : headers), authorization: `Bearer ${token}` },
      });
      const { exchange, status, error } = sent.seen;
      return {
        at,
        name,
        answer: { ...(exchange && { exchange }), ...(status && { status }), ...(error && { error }) },
      };
    };
    const everywhere = (name: string, token: string | undefined) =>
      token === undefined ? [] : Object.entries(places).map(([at, url]) => show(at, url, name, token));
    const pem = isJwt(access)
      ? (await forgeries(access, keys)).find((one) => one.name === "hs256-with-public-key")?.value
      : undefined;
    const control = [
      ...everywhere("the spoke's own token", native),
      ...(access ? [show("hub", hub.endpoints.userinfo, "the hub's access token", access)] : []),
    ];
    const attempts = [
      ...everywhere("the hub's access token", access),
      ...everywhere("the hub's id_token", id),
      ...everywhere("HS256 with the client secret", isJwt(native) ? signedWith(native, secret) : undefined),
      ...everywhere("HS256 with the hub's public key", pem),
      ...(isJwt(access)
        ? [show("hub", hub.endpoints.userinfo, "HS256 with the client secret", signedWith(access, secret))]
        : []),
      ...(pem ? [show("hub", hub.endpoints.userinfo, "HS256 with the hub's public key", pem)] : []),
    ];
    saw("provider.bearers", { control: await Promise.all(control), attempts: await Promise.all(attempts) });
  },
});
