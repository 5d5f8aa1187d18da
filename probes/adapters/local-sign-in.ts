import { randomBytes } from "node:crypto";
import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** One try of a method that signs people in without the hub. */
export interface LocalTry {
  readonly name: string;
  readonly sent: string;
  readonly go: () => Promise<Exchange>;
}

/** Providers that a Supabase project has a switch for; their names are those of `/settings`. */
const SOCIAL = [
  "apple",
  "azure",
  "bitbucket",
  "discord",
  "facebook",
  "figma",
  "fly",
  "github",
  "gitlab",
  "google",
  "kakao",
  "keycloak",
  "linkedin",
  "linkedin_oidc",
  "notion",
  "slack",
  "slack_oidc",
  "snapchat",
  "spotify",
  "twitch",
  "twitter",
  "workos",
  "zoom",
];

/** Under a name that nobody can own: where a method is on after all, its mail goes nowhere. */
const address = (): string => `gates-${randomBytes(6).toString("hex")}@gates.cargo.test`;
const PHONE = "+15005550006";

/** Every local sign-in method of the spoke's backend, each tried once. Throws NotGiven where the backend is not known. */
export const localTries = ({ spoke }: ClientSubject, doors: Doors): readonly LocalTry[] => {
  const { backend, app, id } = spoke;
  if (backend.adapter !== "supabase-auth") {
    throw new NotGiven(
      `the backend of ${id} has no known local sign-in methods`,
      "attest that all are switched off",
    );
  }
  const auth = `${backend.url}${backend.auth_path}`;
  const key: Readonly<Record<string, string>> =
    backend.anon_key === undefined ? {} : { apikey: doors.secret(backend.anon_key) };
  const post = (path: string, body: object) => (): Promise<Exchange> =>
    doors.http.send(`${auth}${path}`, {
      method: "POST",
      headers: { ...key, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const email = address();
  const password = randomBytes(18).toString("base64url");
  doors.taint(password, "password of a sign-up that must be refused");
  const tries: readonly (readonly [string, string, object])[] = [
    ["sign-up by e-mail", "/signup", { email, password }],
    ["sign-up by phone", "/signup", { phone: PHONE, password }],
    ["anonymous sign-in", "/signup", { data: {} }],
    ["password by e-mail", "/token?grant_type=password", { email, password }],
    ["password by phone", "/token?grant_type=password", { phone: PHONE, password }],
    ["one-time code by e-mail", "/otp", { email, create_user: false }],
    ["one-time code by phone", "/otp", { phone: PHONE, create_user: false }],
    ["magic link", "/magiclink", { email }],
    ["password reset", "/recover", { email }],
    ["web3 wallet", "/token?grant_type=web3", { chain: "ethereum", message: "gates", signature: "0x00" }],
    ["foreign id_token", "/token?grant_type=id_token", { provider: "google", id_token: "e30.e30.e30" }],
  ];
  const start = (provider: string) =>
    `${auth}/authorize?${new URLSearchParams({ provider, redirect_to: app })}`;
  return [
    ...tries.map(([name, path, body]) => ({ name, sent: `POST ${path}`, go: post(path, body) })),
    ...SOCIAL.map((name) => ({
      name: `sign-in with ${name}`,
      sent: `GET /authorize?provider=${name}`,
      go: () => doors.http.send(start(name), { headers: key }),
    })),
  ];
};

/** Takes away the user that a sign-up made although it should have been refused. */
export const removeUser = async ({ spoke }: ClientSubject, doors: Doors, user: string): Promise<void> => {
  const { service_key, url, auth_path } = spoke.backend;
  if (service_key === undefined) return;
  const secret = doors.secret(service_key);
  await doors.http.send(`${url}${auth_path}/admin/users/${encodeURIComponent(user)}`, {
    method: "DELETE",
    headers: { apikey: secret, authorization: `Bearer ${secret}` },
  });
};
