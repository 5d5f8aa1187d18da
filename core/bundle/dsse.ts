import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { publicJwk, thumbprintOf } from "./keys.ts";

/** https://github.com/secure-systems-lab/dsse: what is signed is the type and the body, so neither can be changed. */
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";

export const envelopeShape = z.looseObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  /** base64 of the statement */
  payload: z.base64(),
  signatures: z
    .array(
      z.looseObject({
        /** thumbprint of the key (RFC 7638) */
        keyid: z.string(),
        /** base64 */
        sig: z.base64(),
        /** the public key, so that integrity can be seen without it; trust comes from elsewhere */
        publicKey: z.record(z.string(), z.string()),
      }),
    )
    .min(1),
});
export type SignedEnvelope = z.infer<typeof envelopeShape>;

/** Pre-authentication encoding of DSSE, version 1. */
const encoded = (body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${body.length} `), body]);

/** Ed25519 hashes by itself; ECDSA (DER) and RSA sign a SHA-256. */
const hashFor = (key: KeyObject): string | null => (key.asymmetricKeyType === "ed25519" ? null : "sha256");

export const signStatement = (statement: object, key: KeyObject): SignedEnvelope => {
  const body = Buffer.from(JSON.stringify(statement));
  const publicKey = publicJwk(key);
  return {
    payloadType: PAYLOAD_TYPE,
    payload: body.toString("base64"),
    signatures: [
      {
        keyid: thumbprintOf(publicKey),
        sig: sign(hashFor(key), encoded(body), key).toString("base64"),
        publicKey: { ...publicKey },
      },
    ],
  };
};

export type Opened =
  | { readonly ok: true; readonly statement: unknown; readonly keys: readonly string[] }
  | { readonly ok: false; readonly because: string };

/** The statement and the thumbprints of the keys that really signed it. Every signature must hold. */
export const openEnvelope = (text: string): Opened => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, because: "the signed envelope is not JSON" };
  }
  const envelope = envelopeShape.safeParse(parsed);
  if (!envelope.success) return { ok: false, because: "the signed envelope has an unexpected shape" };
  const body = Buffer.from(envelope.data.payload, "base64");
  const keys: string[] = [];
  for (const { sig, publicKey, keyid } of envelope.data.signatures) {
    let holds = false;
    try {
      const key = createPublicKey({ key: publicKey, format: "jwk" } as never);
      holds = verify(hashFor(key), encoded(body), key, Buffer.from(sig, "base64"));
      // The name is taken from the key itself, never from what the envelope says of it.
      holds &&= thumbprintOf(publicJwk(key)) === keyid;
    } catch {
      holds = false;
    }
    if (!holds)
      return { ok: false, because: "the signature does not fit: the statement or its signature was changed" };
    keys.push(keyid);
  }
  try {
    return { ok: true, statement: JSON.parse(body.toString("utf8")), keys };
  } catch {
    return { ok: false, because: "the signed statement is not JSON" };
  }
};
