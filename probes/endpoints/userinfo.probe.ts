import { type Doors, NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { nativeSession } from "../claims/native-backend.ts";
import { callHub } from "../drivers/hub-call.ts";
import { describeIfAny, liveKeys } from "../oauth/describe.ts";
import { grantOf } from "../oauth/exchange.ts";
import { forgeries } from "../oauth/forge.ts";
import { bearer, userinfoOf } from "../oauth/userinfo.ts";

/** The token that the spoke's own backend issued; undefined where nobody can sign in there. */
const spokeToken = async (doors: Doors, subject: ClientSubject): Promise<string | undefined> => {
  try {
    return (await nativeSession(doors, subject)).access;
  } catch (error) {
    if (error instanceof NotGiven) return undefined;
    throw error;
  }
};

/** A token that was good once, from the hub's operator; undefined where none can be had. */
const expiredToken = async (
  doors: Doors,
  { hub, spoke }: ClientSubject,
  sub: string | undefined,
): Promise<string | undefined> => {
  const call = hub.operator?.expired_token;
  if (!call || hub.operator?.bearer === undefined || sub === undefined) return undefined;
  try {
    const words = { org: "", user: sub, sub, email: "", app: spoke.key };
    const { json } = await callHub(doors, call, doors.secret(hub.operator.bearer), words);
    const token = (json as { access_token?: unknown } | null | undefined)?.access_token;
    return typeof token === "string" && token !== "" ? token : undefined;
  } catch (error) {
    if (error instanceof NotGiven) return undefined;
    throw error;
  }
};

export default defineProbe({
  title: "Userinfo, with a good token and with everything but one",
  kinds: ["client"],
  produces: ["userinfo.bearer", "userinfo.refusals", "userinfo.query", "userinfo.backend"],
  // The spoke's session is shared with what reads its claims: it must begin while the user's organisation is held.
  after: ["claims.login"],
  access: ["test person", "client secret"],
  gather: async ({ subject, doors, saw }) => {
    const { hub } = subject;
    const [{ tokens }, { here, there, endpoint }, keys] = await Promise.all([
      grantOf(doors, subject),
      userinfoOf(doors, subject),
      liveKeys(doors, hub),
    ]);
    const { access, id } = tokens;
    if (access === undefined || !here) {
      saw("userinfo.bearer", {});
      saw("userinfo.refusals", {});
      saw("userinfo.query", {});
      saw("userinfo.backend", {});
      return;
    }
    const ask = async (token: string | undefined) => (await bearer(doors, endpoint, token)).seen;
    const sub = (await describeIfAny(id, keys))?.claims?.sub;
    const about = typeof sub === "string" ? { sub } : {};
    saw("userinfo.bearer", { answer: here.seen, ...about });
    saw("userinfo.backend", there ? { answer: there.seen, ...about } : {});
    const inQuery = `${endpoint}?${new URLSearchParams({ access_token: access })}`;
    const [made, foreign, old] = await Promise.all([
      forgeries(access, keys),
      spokeToken(doors, subject),
      expiredToken(doors, subject, typeof sub === "string" ? sub : undefined),
    ]);
    for (const { name, value } of made) doors.taint(value, `token ${name}`);
    const others = [
      ...made,
      ...(foreign === undefined ? [] : [{ name: "spoke-session", value: foreign }]),
      ...(old === undefined ? [] : [{ name: "expired", value: old }]),
    ];
    const [query, ...attempts] = await Promise.all([
      bearer(doors, inQuery, undefined),
      ask(undefined).then((answer) => ({ name: "no-token", sent: "no Authorization header", answer })),
      ask("cargo-gates-garbage").then((answer) => ({ name: "garbage", sent: "not a token", answer })),
      ...others.map(async ({ name, value }) => ({ name, sent: name, answer: await ask(value) })),
    ]);
    saw("userinfo.query", { answer: query.seen });
    const control = endpoint === hub.endpoints.userinfo || !there ? here : there;
    saw("userinfo.refusals", { control: control.seen, attempts });
  },
});
