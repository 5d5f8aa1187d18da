import { createHmac, createPublicKey, generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";

/** A token that must not be taken for the real one. */
export interface Forgery {
  readonly name: string;
  readonly value: string;
}

const generate = promisify(generateKeyPair);
const strangers = new Map<string, Promise<KeyObject>>();
/** A private key nobody published; kept, because making one is slow. */
const stranger = (type: "rsa" | "ec"): Promise<KeyObject> => {
  const known = strangers.get(type);
  if (known) return known;
  const made =
    type === "rsa"
      ? generate("rsa", { modulusLength: 2048 }).then(({ privateKey }) => privateKey)
      : generate("ec", { namedCurve: "P-256" }).then(({ privateKey }) => privateKey);
  strangers.set(type, made);
  return made;
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const flipped = (text: string): string => {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
};

const partOf = (token: string, index: 0 | 1): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(Buffer.from(token.split(".")[index] ?? "", "base64url").toString());
  } catch {
    return undefined;
  }
};
/** The same claims for a year more: what somebody would change who found an old token. */
const outlived = (claims: Readonly<Record<string, unknown>>): object => ({
  ...claims,
  exp: Number(claims.exp ?? 0) + 31_536_000,
});

const publicKey = (keys: unknown, kid: unknown): KeyObject | undefined => {
  const list = (keys as { keys?: unknown } | null | undefined)?.keys;
  const found = Array.isArray(list) ? (list.find((one) => one?.kid === kid) ?? list[0]) : undefined;
  try {
    return found && createPublicKey({ key: found, format: "jwk" });
  } catch {
    return undefined;
  }
};

/** The public key that a token names, as text: what a careless verifier takes for a shared secret. */
export const publicPem = (token: string, keys: unknown): string | undefined =>
  publicKey(keys, partOf(token, 0)?.kid)?.export({ type: "spki", format: "pem" }).toString();

/** Everything that can be made of a token without the hub's private key. An opaque token is only tampered with. */
export const forgeries = async (token: string, keys: unknown): Promise<readonly Forgery[]> => {
  const [head, body, signature] = token.split(".");
  const [header, claims] = [partOf(token, 0), partOf(token, 1)];
  if (!header || body === undefined || !signature) return [{ name: "tampered", value: flipped(token) }];
  const forged: Forgery[] = [
    { name: "tampered-signature", value: `${head}.${body}.${flipped(signature)}` },
    ...(claims
      ? [{ name: "tampered-claims", value: `${head}.${encoded(outlived(claims))}.${signature}` }]
      : []),
    { name: "alg-none", value: `${encoded({ ...header, alg: "none" })}.${body}.` },
  ];
  const known = publicKey(keys, header.kid);
  if (known) {
    const signed = `${encoded({ ...header, alg: "HS256" })}.${body}`;
    const pem = known.export({ type: "spki", format: "pem" });
    const mac = createHmac("sha256", pem).update(signed).digest("base64url");
    forged.push({ name: "hs256-with-public-key", value: `${signed}.${mac}` });
  }
  const type = String(header.alg).startsWith("ES") ? "ec" : "rsa";
  const alg = type === "ec" ? "ES256" : "RS256";
  const signed = `${encoded({ ...header, alg })}.${body}`;
  const key = await stranger(type);
  const made = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return [...forged, { name: "unrelated-key", value: `${signed}.${made}` }];
};
