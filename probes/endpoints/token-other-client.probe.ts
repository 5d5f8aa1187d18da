import { defineProbe } from "../../core/probe.ts";
import { askToken, type ClientAuth, exchangeOf, grantOf } from "../oauth/exchange.ts";
import { otherClient } from "../oauth/other-client.ts";
import { anotherCode } from "../oauth/session.ts";

export default defineProbe({
  title: "A code of the spoke in another client's hands",
  kinds: ["client"],
  produces: ["token.other_client"],
  access: ["test person", "client secret", "second client"],
  gather: async ({ subject, doors, saw }) => {
    const other = otherClient(doors, subject);
    const { endpoint } = await grantOf(doors, subject);
    const code = await anotherCode(doors, subject);
    if (!code) return saw("token.other_client", { client: other.id });
    const ask = async (as: ClientAuth, value: string) =>
      (await askToken(doors, endpoint, other.id, as, exchangeOf(code, { code: value }))).seen;
    const made = `gates-${crypto.randomUUID()}`;
    const [answer, known, stranger] = await Promise.all([
      ask(other.auth, code.code),
      ask(other.auth, made),
      ask({ ...other.auth, secret: made }, made),
    ]);
    saw("token.other_client", { client: other.id, answer, known, stranger });
  },
});
