import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect as tlsConnect } from "node:tls";
import { CookieJar } from "tough-cookie";
import { Agent, request } from "undici";
import type { Contract, TestUser } from "../../core/contract.ts";
import { CONTRACT_FILES, loadContract } from "../../core/contract-load.ts";
import { addressOf } from "../../core/doors.ts";
import type { Fault } from "../../core/fault.ts";
import { loadSpokesFile } from "../../core/spokes/load.ts";
import type { ClientSpoke, SpokesFile } from "../../core/spokes/schema.ts";
import { type Federation, startFederation } from "../../fixtures/federation/start.ts";
import { createTrust, type Trust } from "../../fixtures/federation/trust.ts";
import type { World } from "../../fixtures/federation/world.ts";

const loaded = loadSpokesFile(
  readFileSync(new URL("../../spokes.yaml", import.meta.url), "utf8"),
  "spokes.yaml",
);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
export const file: SpokesFile = loaded.file;
export const pilot = file.spokes.find((spoke) => spoke.kind === "client" && spoke.pilot) as ClientSpoke;

const agreed = loadContract(
  Object.fromEntries(
    Object.values(CONTRACT_FILES).map((name) => [
      name,
      readFileSync(new URL(`../../contract/${name}`, import.meta.url), "utf8"),
    ]),
  ),
);
if (!agreed.ok) throw new Error(JSON.stringify(agreed.errors));
export const contract: Contract = agreed.contract;

/** What stands behind `env:NAME` in these tests. */
export const secret = (ref: string): string => `value-of-${ref.slice(4)}-0123456789abcdef`;

let trust: Promise<Trust> | undefined;
export const sharedTrust = (): Promise<Trust> => (trust ??= createTrust());
export const start = async (...faults: Fault<World>[]): Promise<Federation> =>
  startFederation({
    file,
    contract,
    target: "local",
    spoke: pilot.id,
    secret,
    trust: await sharedTrust(),
    faults,
  });
export const bend = (apply: (world: World) => void): Fault<World> => ({
  why: "a test",
  breaks: [],
  seenBy: "http",
  apply,
});

export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  readonly json: Record<string, never>;
}
interface Send {
  readonly headers?: Record<string, string>;
  readonly form?: Record<string, string>;
  readonly json?: unknown;
  readonly method?: string;
  readonly follow?: (url: string) => boolean;
}

/** A browser without eyes: cookies, redirects, forms. */
export const browser = (federation: Federation) => {
  const agent = new Agent({
    connect: ({ hostname, port }, done) => {
      const to = addressOf(federation.resolve, hostname, Number(port) || 443);
      if (!to) return done(new Error(`undeclared host ${hostname}`), null);
      const socket = tlsConnect({ ...to, servername: hostname, ca: federation.ca });
      socket.once("secureConnect", () => done(null, socket)).once("error", (error) => done(error, null));
    },
  });
  const jar = new CookieJar();
  const send = async (url: string, how: Send = {}): Promise<Answer> => {
    const body = how.form
      ? new URLSearchParams(how.form).toString()
      : how.json === undefined
        ? undefined
        : JSON.stringify(how.json);
    const cookie = await jar.getCookieString(url);
    const {
      statusCode,
      headers,
      body: answered,
    } = await request(url, {
      dispatcher: agent,
      method: (how.method ?? (body === undefined ? "GET" : "POST")) as "GET",
      headers: {
        ...(how.form && { "content-type": "application/x-www-form-urlencoded" }),
        ...(how.json !== undefined && { "content-type": "application/json" }),
        ...(cookie && { cookie }),
        ...how.headers,
      },
      ...(body !== undefined && { body }),
    });
    const text = await answered.text();
    for (const one of [headers["set-cookie"] ?? []].flat())
      await jar.setCookie(one, url, { ignoreError: true });
    const location = headers.location;
    if (typeof location === "string" && how.follow?.(new URL(location, url).href)) {
      return send(new URL(location, url).href, { follow: how.follow });
    }
    let json = {};
    try {
      json = JSON.parse(text);
    } catch {}
    return { status: statusCode, url, headers: headers as Answer["headers"], text, json };
  };
  return { send, jar, close: () => agent.close() };
};
export type Browser = ReturnType<typeof browser>;

const action = (page: Answer): string => /<form method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? "";
export const inside = (url: string): boolean => !url.startsWith(`${pilot.callback}?`);

export const pkce = () => {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
};
export const authorizeUrl = (challenge: string, changes: Record<string, string> = {}): string =>
  `${file.hub.public_url}${file.hub.endpoints.authorization}?${new URLSearchParams({
    client_id: pilot.client.id,
    redirect_uri: pilot.callback,
    response_type: "code",
    scope: "openid profile email",
    state: "the-state",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...changes,
  })}`;

/** Where a page of the hub leads when its form is sent. */
export const submit = (page: Answer, visitor: Browser, form: Record<string, string>): Promise<Answer> =>
  visitor.send(action(page), { form, follow: inside });

export const userNamed = (name: string): TestUser => {
  const user = contract.users.find(({ id }) => id === name);
  if (!user) throw new Error(`no test user ${name}`);
  return user;
};
/** What a person types into the login page. */
export const credentials = (name: string) => {
  const { email, password } = userNamed(name);
  return { email, password: secret(password) };
};

/** From the button to the code, through login and consent where they are asked. */
export const signIn = async (visitor: Browser, name: string, url: string): Promise<Answer> => {
  let page = await visitor.send(url, { follow: inside });
  if (page.text.includes('name="password"')) {
    page = await submit(page, visitor, credentials(name));
  }
  return page.text.includes('value="allow"') ? submit(page, visitor, { decision: "allow" }) : page;
};
export const callbackOf = (answer: Answer): URLSearchParams =>
  new URL(String(answer.headers.location)).searchParams;

const basicOf = ({ client }: ClientSpoke) => ({
  authorization: `Basic ${Buffer.from([client.id, secret(client.secret)].map(encodeURIComponent).join(":")).toString("base64")}`,
});
/** Client authentication of a spoke that is not the pilot. */
export const other = basicOf(
  file.spokes.find((spoke) => spoke.kind === "client" && spoke.id !== pilot.id) as ClientSpoke,
);
export const tokenRequest = (
  visitor: Browser,
  form: Record<string, string>,
  headers: Record<string, string> = basicOf(pilot),
) => visitor.send(`${file.hub.public_url}${file.hub.endpoints.token}`, { form, headers });
export const exchange = (visitor: Browser, code: string, verifier: string): Promise<Answer> =>
  tokenRequest(visitor, {
    grant_type: "authorization_code",
    code,
    redirect_uri: pilot.callback,
    code_verifier: verifier,
  });
export const refresh = (visitor: Browser, token: string): Promise<Answer> =>
  tokenRequest(visitor, { grant_type: "refresh_token", refresh_token: token });
export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
/** A whole login of a new visitor, to the tokens. */
export const login = async (visitor: Browser, name = "alice"): Promise<Record<string, string>> => {
  const { verifier, challenge } = pkce();
  const landed = await signIn(visitor, name, authorizeUrl(challenge));
  return (await exchange(visitor, callbackOf(landed).get("code") ?? "", verifier)).json;
};
