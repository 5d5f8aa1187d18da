import { type Doors, NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { nativeSession } from "../claims/native-backend.ts";
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
    const [made, foreign] = await Promise.all([forgeries(access, keys), spokeToken(doors, subject)]);
    for (const { name, value } of made) doors.taint(value, `token ${name}`);
    const others = [...made, ...(foreign === undefined ? [] : [{ name: "spoke-session", value: foreign }])];
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
