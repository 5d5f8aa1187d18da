import { createHash, createHmac, generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";

export interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

const generate = promisify(generateKeyPair);
const kept: Promise<Key>[] = [];

/** RS256: the one algorithm that every OpenID Connect client must know (OIDC Core 15.1). */
const makeKey = async (): Promise<Key> => {
  const { privateKey, publicKey } = await generate("rsa", { modulusLength: 2048 });
  const { kty, n, e } = publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(String(n)).digest("base64url").slice(0, 16);
  return { kid, privateKey, publicKey, jwk: { kty, n, e, kid, use: "sig", alg: "RS256" } };
};
/** The nth key of this process: making one is slow, and no two registrations can be told apart by them. */
export const keyNumber = (index: number): Promise<Key> => {
  for (let next = kept.length; next <= index; next++) kept.push(makeKey());
  return kept[index] ?? makeKey();
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** How a token is sealed: with a key, with a symmetric secret, or not at all. */
export type Seal = { readonly key: KeyObject } | { readonly secret: string | Buffer } | "none" | "broken";

/** A compact JWS with exactly this header and these claims, right or wrong. */
export const seal = (header: object, claims: object, how: Seal, honest: KeyObject): string => {
  const signed = `${encoded(header)}.${encoded(claims)}`;
  if (how === "none") return `${signed}.`;
  if (typeof how === "object" && "secret" in how) {
    return `${signed}.${createHmac("sha256", how.secret).update(signed).digest("base64url")}`;
  }
  const signature = sign("sha256", Buffer.from(signed), how === "broken" ? honest : how.key);
  if (how === "broken") signature[signature.length >> 1] = (signature[signature.length >> 1] ?? 0) ^ 1;
  return `${signed}.${signature.toString("base64url")}`;
};

/** OIDC Core 3.1.3.6, for RS256. */
export const atHash = (accessToken: string): string =>
  createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");
