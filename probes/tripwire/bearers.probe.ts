import { createHmac } from "node:crypto";
import type { Exchange } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import { type Door, spokeStateOf } from "../adapters/spoke-state.ts";
import { nativeBackendOf } from "../claims/native-backend.ts";
import { loginDriver } from "../drivers/login.ts";
import { liveKeys } from "../oauth/describe.ts";
import { grantOf } from "../oauth/exchange.ts";
import { publicPem } from "../oauth/forge.ts";
import { sessionOf } from "../oauth/session.ts";

type Bearer = NonNullable<Evidence["provider.bearers"]["attempts"]>[number];

/** The same header and claims, signed HS256 with something that is no secret between the two. */
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
    const [{ tokens }, { user }, keys] = await Promise.all([
      grantOf(doors, subject),
      sessionOf(doors, subject),
      liveKeys(doors, hub),
    ]);
    const { access: native } = await nativeBackendOf(subject, doors).signIn(loginDriver(doors, hub), user);
    const { access, id } = tokens;
    const atSpoke = spokeStateOf(subject, doors).doors();
    const atHub: Door = {
      at: "hub",
      ask: (bearer) =>
        doors.http.send(hub.endpoints.userinfo, { headers: { authorization: `Bearer ${bearer}` } }),
      refused: ({ status }) => status === 401 || status === 403,
    };
    const show = async ({ at, ask, refused }: Door, name: string, token: string): Promise<Bearer> => {
      doors.taint(token, name);
      const sent: Exchange = await ask(token);
      const { exchange, status, error } = sent.seen;
      return {
        at,
        name,
        answer: { ...(exchange && { exchange }), ...(status && { status }), ...(error && { error }) },
        refused: refused(sent),
      };
    };
    const everywhere = (name: string, token: string | undefined) =>
      token === undefined ? [] : atSpoke.map((door) => show(door, name, token));
    // everything about the token is right but its signature: else it might be refused for something else
    const forged = (place: readonly Door[], name: string, of: string | undefined, key: string | undefined) =>
      isJwt(of) && key !== undefined ? place.map((door) => show(door, name, signedWith(of, key))) : [];
    const pem = isJwt(access) ? publicPem(access, keys) : undefined;
    const control = [
      ...everywhere("the spoke's own token", native),
      ...(access ? [show(atHub, "the hub's access token", access)] : []),
    ];
    const attempts = [
      ...everywhere("the hub's access token", access),
      ...everywhere("the hub's id_token", id),
      ...forged(atSpoke, "HS256 with the client secret", native, secret),
      ...forged(atSpoke, "HS256 with the hub's public key", native, pem),
      ...forged([atHub], "HS256 with the client secret", access, secret),
      ...forged([atHub], "HS256 with the hub's public key", access, pem),
    ];
    saw("provider.bearers", { control: await Promise.all(control), attempts: await Promise.all(attempts) });
  },
});
