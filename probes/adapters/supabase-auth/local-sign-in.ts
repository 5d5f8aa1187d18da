import { randomBytes } from "node:crypto";
import type { Doors, Exchange } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { LocalTry } from "../spoke-state.ts";
import { record, text } from "./json.ts";
import type { Reached } from "./reach.ts";

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

/** Refused because it is off: the documented codes and words of Supabase Auth. */
const OFF = /_(provider|users?)_disabled$|^(provider|otp|anonymous_provider)_disabled$/;
const OFF_WORDS = /\b(not enabled|is disabled|are disabled)\b|^unsupported (phone )?provider\b/i;
/** What only a method that is on says. */
const ON = new Set([
  "invalid_credentials",
  "user_not_found",
  "weak_password",
  "user_already_exists",
  "email_exists",
  "email_not_confirmed",
  "phone_not_confirmed",
]);

const means = ({ status, json }: Exchange): "off" | "on" | undefined => {
  const { error_code, code, msg, message } = record(json);
  const said = text(error_code) ?? text(code);
  const words = text(msg) ?? text(message);
  if (status === undefined || status < 400) return status === undefined ? undefined : "on";
  // a gateway, a captcha, a limit: none of them speaks for the method
  if (status >= 500 || [401, 404, 429].includes(status)) return undefined;
  if (said !== undefined && ON.has(said)) return "on";
  return (said !== undefined && OFF.test(said)) || (words !== undefined && OFF_WORDS.test(words))
    ? "off"
    : undefined;
};

const madeUser = ({ status, json }: Exchange): string | undefined => {
  const id = text(record(record(json).user).id) ?? text(record(json).id);
  return status === 200 ? id : undefined;
};

/** Every local sign-in method, each tried once. */
export const localTries = (
  { spoke }: ClientSubject,
  doors: Doors,
  { auth, publicKey, adminKey, post }: Reached,
): readonly LocalTry[] => {
  const key = publicKey();
  const email = address();
  const password = randomBytes(18).toString("base64url");
  doors.taint(password, "password of a sign-up that must be refused");
  const undo = async (exchange: Exchange): Promise<void> => {
    const session = text(record(exchange.json).access_token);
    if (session !== undefined) doors.taint(session, "session of a local sign-in");
    const made = madeUser(exchange);
    if (made === undefined || spoke.backend.service_key === undefined) return;
    const url = `${auth}/admin/users/${encodeURIComponent(made)}`;
    await doors.http.send(url, { method: "DELETE", headers: adminKey() });
  };
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
    `${auth}/authorize?${new URLSearchParams({ provider, redirect_to: spoke.app })}`;
  return [
    ...tries.map(([name, path, body]) => ({
      name,
      sent: `POST ${path}`,
      go: () => post(path, key, body),
      means,
      undo,
    })),
    ...SOCIAL.map((name) => ({
      name: `sign-in with ${name}`,
      sent: `GET /authorize?provider=${name}`,
      go: () => doors.http.send(start(name), { headers: key }),
      means,
      undo,
    })),
  ];
};
