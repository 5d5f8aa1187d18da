import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import { describeIfAny, liveKeys } from "../oauth/describe.ts";
import { grantOf } from "../oauth/exchange.ts";
import { forgeries } from "../oauth/forge.ts";

export default defineProbe({
  title: "Userinfo, with a good token and with everything but one",
  kinds: ["client"],
  produces: ["userinfo.bearer", "userinfo.refusals", "userinfo.backend"],
  access: ["test person", "client secret"],
  gather: async ({ subject, doors, saw }) => {
    const { hub } = subject;
    const url = hub.endpoints.userinfo;
    const twin = hub.issuer && backendTwin(url, hub.issuer);
    const [{ tokens }, keys] = await Promise.all([grantOf(doors, subject), liveKeys(doors, hub)]);
    const { access, id } = tokens;
    if (access === undefined) {
      saw("userinfo.bearer", {});
      saw("userinfo.refusals", {});
      saw("userinfo.backend", {});
      return;
    }
    const ask = async (at: string, token: string | undefined) =>
      (
        await doors.http.send(
          at,
          token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
        )
      ).seen;
    const sub = (await describeIfAny(id, keys))?.claims?.sub;
    const about = typeof sub === "string" ? { sub } : {};
    const [here, there] = await Promise.all([ask(url, access), twin ? ask(twin, access) : undefined]);
    saw("userinfo.bearer", { answer: here, ...about });
    saw("userinfo.backend", there ? { answer: there, ...about } : {});
    // Refusals are looked for where the good token is taken.
    const at = twin && here.status !== 200 && there?.status === 200 ? twin : url;
    const made = await forgeries(access, keys);
    const attempts = await Promise.all([
      ask(at, undefined).then((answer) => ({ name: "no-token", sent: "no Authorization header", answer })),
      ask(at, "cargo-gates-garbage").then((answer) => ({ name: "garbage", sent: "not a token", answer })),
      ...made.map(async ({ name, value }) => ({ name, sent: name, answer: await ask(at, value) })),
    ]);
    saw("userinfo.refusals", { control: at === url || !there ? here : there, attempts });
  },
});
