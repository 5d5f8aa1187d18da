import type { TestUser } from "../../core/contract.ts";
import { NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { askToken, basic, declaredAuth, exchangeOf, grantOf } from "../oauth/exchange.ts";
import { anotherCode, type Code, codeOfItsOwn, sessionOf } from "../oauth/session.ts";
import { askWithoutHash } from "./pkce.ts";

/** how often one code is redeemed at once */
const AT_ONCE = 5;

export default defineProbe({
  title: "Codes without their verifier, at once and by GET; grants that a spoke may not use",
  kinds: ["client"],
  produces: ["token.pkce", "token.concurrent", "token.requests", "token.get", "token.auth_style"],
  access: ["test person", "client secret"],
  gather: async ({ subject, doors, saw }) => {
    const { id, secret } = subject.spoke.client;
    const auth = declaredAuth(doors, subject);
    const { endpoint } = await grantOf(doors, subject);
    const ask = async (params: Readonly<Record<string, string>>, how = auth) =>
      (await askToken(doors, endpoint, id, how, params)).seen;
    const unlike = `gates-${crypto.randomUUID()}${crypto.randomUUID()}`;

    const redeemed = async (name: string, verifier: (code: Code) => string | undefined) => {
      const code = await anotherCode(doors, subject);
      return code
        ? [{ name, sent: name, answer: await ask(exchangeOf(code, { code_verifier: verifier(code) })) }]
        : [];
    };
    const withoutChallenge = async () => {
      const asked = (await askWithoutHash(doors, subject)).find(({ name }) => name === "absent");
      const name = "verifier-without-challenge";
      if (!asked) return [];
      const { walk, code } = asked.deviation;
      const answer = code && (await ask(exchangeOf(code, { code_verifier: unlike })));
      return [{ name, sent: name, walk, ...(answer && { answer }) }];
    };
    const pkce = async () => {
      const attempts = await Promise.all([
        redeemed("no-verifier", () => undefined),
        redeemed("wrong-verifier", () => unlike),
        redeemed("challenge-as-verifier", ({ request }) => request.params.code_challenge),
        withoutChallenge(),
      ]);
      saw("token.pkce", { attempts: attempts.flat() });
    };
    const concurrent = async () => {
      const code = await codeOfItsOwn(doors, subject);
      const answers = code
        ? await Promise.all(Array.from({ length: AT_ONCE }, () => ask(exchangeOf(code))))
        : [];
      const attempts = answers.map((answer, at) => ({
        name: `exchange ${at + 1}`,
        sent: "one code",
        answer,
      }));
      saw("token.concurrent", { attempts });
    };
    const password = (user: TestUser | undefined): string => {
      try {
        return user ? doors.secret(user.password) : "cargo-gates";
      } catch (error) {
        if (error instanceof NotGiven) return "cargo-gates";
        throw error;
      }
    };
    const requests = async () => {
      const { user } = await sessionOf(doors, subject);
      const username = user?.email ?? "nobody@gates.example";
      const redirect_uri = subject.spoke.callback;
      const wrong: Readonly<Record<string, Readonly<Record<string, string>>>> = {
        password: { grant_type: "password", username, password: password(user), scope: "openid" },
        client_credentials: { grant_type: "client_credentials", scope: "openid" },
        implicit: { grant_type: "implicit", redirect_uri },
        unknown: { grant_type: "urn:cargo-gates:unknown" },
        "no-grant-type": { redirect_uri },
        "no-code": { grant_type: "authorization_code", redirect_uri, code_verifier: unlike },
        "no-such-code": {
          grant_type: "authorization_code",
          redirect_uri,
          code_verifier: unlike,
          code: unlike,
        },
      };
      const attempts = await Promise.all(
        Object.entries(wrong).map(async ([name, params]) => ({
          name,
          sent: name,
          answer: await ask(params),
        })),
      );
      saw("token.requests", { attempts });
    };
    const get = async () => {
      const code = await anotherCode(doors, subject);
      if (!code) return saw("token.get", {});
      // The secret goes as a header whatever is declared: a URL is kept in logs.
      const headers = { authorization: basic(id, doors.secret(secret)), accept: "application/json" };
      const { seen } = await doors.http.send(`${endpoint}?${new URLSearchParams(exchangeOf(code))}`, {
        headers,
      });
      saw("token.get", { sent: "client_secret_basic", answer: seen });
    };
    const styles = async () => {
      // A secret in a URL stays in logs: only where the target is one to be written to.
      const declared = subject.spoke.client.auth_method;
      const other = declared === "client_secret_basic" ? "client_secret_post" : "client_secret_basic";
      const ways = [other, "both", ...(subject.target.allowWrites ? (["query"] as const) : [])] as const;
      const attempts = await Promise.all(
        ways.map(async (how) => {
          const code = await anotherCode(doors, subject);
          const sent = { how, secret: doors.secret(secret) };
          return code ? [{ name: how, sent: how, answer: await ask(exchangeOf(code), sent) }] : [];
        }),
      );
      saw("token.auth_style", { attempts: attempts.flat() });
    };
    await Promise.all([pkce(), concurrent(), requests(), get(), styles()]);
  },
});
