import type { NativeSession } from "../native-api.ts";
import type { Stored } from "../spoke-state.ts";
import { record, text } from "./json.ts";

const KEY = /^sb-.+-auth-token$/;

/** supabase-js stores plain JSON; the server-side helper writes base64 and cuts cookies into `.0`, `.1`... */
const sessionFrom = (entries: Readonly<Record<string, string>>): NativeSession | undefined => {
  const names = [...new Set(Object.keys(entries).map((name) => name.replace(/\.\d+$/, "")))];
  for (const name of names.filter((one) => KEY.test(one))) {
    let value = entries[name] ?? "";
    for (let part = 0; entries[`${name}.${part}`] !== undefined; part++) value += entries[`${name}.${part}`];
    if (value.startsWith("base64-")) value = Buffer.from(value.slice(7), "base64url").toString();
    try {
      const { access_token, refresh_token } = record(JSON.parse(value));
      const refreshToken = text(refresh_token);
      if (typeof access_token === "string" && access_token !== "") {
        return { accessToken: access_token, ...(refreshToken !== undefined && { refreshToken }) };
      }
    } catch {
      // not a session: something else of that name
    }
  }
  return undefined;
};

export const sessionIn = ({ localStorage, sessionStorage, cookies }: Stored): NativeSession | undefined =>
  sessionFrom(localStorage) ?? sessionFrom(sessionStorage) ?? sessionFrom(cookies);

/** Tokens of the provider, which supabase-js keeps beside its own. */
export const handedOn = (stored: string): { what: string; value: string }[] =>
  [...stored.matchAll(/"(provider_(?:refresh_)?token)"\s*:\s*"([^"]+)"/g)].map(
    ([, what = "", value = ""]) => ({ what, value }),
  );

const JWT = /eyJ[\w-]{10,}\.(eyJ[\w-]{10,})\.[\w-]*/g;

export const looksLikeAdminKey = (shown: string): boolean =>
  /\bsb_secret_[\w-]{8,}/.test(shown) ||
  [...shown.matchAll(JWT)].some(([, claims]) => {
    try {
      return JSON.parse(Buffer.from(claims ?? "", "base64url").toString()).role === "service_role";
    } catch {
      return false;
    }
  });
