import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";

/** A public key as it travels: JWK members of the key itself, nothing else. */
export type PublicJwk = Readonly<Record<string, string>>;

/** Members of RFC 7638, in its order; the thumbprint is taken over them alone. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ["crv", "kty", "x", "y"],
  OKP: ["crv", "kty", "x"],
  RSA: ["e", "kty", "n"],
};

/** The public half of a key. Throws for a key that signs nothing (a shared secret). */
export const publicJwk = (key: KeyObject): PublicJwk => {
  const jwk = (key.type === "public" ? key : createPublicKey(key)).export({ format: "jwk" });
  const members = MEMBERS[jwk.kty ?? ""];
  if (!members) throw new Error(`a key of kind ${jwk.kty} cannot sign`);
  return Object.fromEntries(members.map((name) => [name, String(jwk[name as keyof typeof jwk])]));
};

/** RFC 7638, SHA-256, base64url: 43 characters. */
export const thumbprintOf = (jwk: PublicJwk): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        Object.fromEntries(
          Object.keys(jwk)
            .sort()
            .map((name) => [name, jwk[name]]),
        ),
      ),
    )
    .digest("base64url");

const read = (written: string, make: (input: never) => KeyObject): KeyObject => {
  const trimmed = written.trim();
  const input = trimmed.startsWith("{") ? { key: JSON.parse(trimmed), format: "jwk" } : trimmed;
  return make(input as never);
};

/** From a private JWK or PEM. Throws without ever repeating what was written. */
export const readPrivateKey = (written: string): KeyObject => {
  try {
    const key = read(written, createPrivateKey as never);
    publicJwk(key);
    return key;
  } catch {
    throw new Error("it is neither a private JWK nor a PEM private key (Ed25519, EC or RSA)");
  }
};

/** From a public JWK or PEM; a private one gives its public half. */
export const readPublicKey = (written: string): KeyObject => {
  try {
    return read(written, createPublicKey as never);
  } catch {
    throw new Error("it is neither a public JWK nor a PEM public key");
  }
};

export const freshKey = (): KeyObject => generateKeyPairSync("ed25519").privateKey;
