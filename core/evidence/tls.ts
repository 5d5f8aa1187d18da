import { z } from "zod";
import { attempts, piece } from "./piece.ts";

/** One TLS handshake: what the host showed, and whether we would trust it. */
export const tlsLook = z.looseObject({
  host: z.string().optional(),
  seenAt: z.string().optional(),
  /** chain, host name and dates all good */
  authorized: z.boolean().optional(),
  /** why not, in OpenSSL's or Node's word, e.g. CERT_HAS_EXPIRED */
  code: z.string().optional(),
  protocol: z.string().optional(),
  cipher: z.string().optional(),
  /** the certificate's subject alternative names, as Node writes them */
  names: z.string().optional(),
  /** ISO 8601 */
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  /** common name of who signed it */
  issuer: z.string().optional(),
  /** rsa, ec, ed25519 */
  key: z.string().optional(),
  bits: z.number().optional(),
  curve: z.string().optional(),
  /** no handshake came about */
  error: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).optional(),
});
export type TlsLook = z.infer<typeof tlsLook>;

/** One handshake with an old version of TLS and no other. */
const oldLook = z.looseObject({
  host: z.string().optional(),
  version: z.string().optional(),
  /** the version that came about */
  protocol: z.string().optional(),
  error: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).optional(),
});
export type OldLook = z.infer<typeof oldLook>;

export const tls = {
  /** one handshake with each host that the subject shows to browsers or backends */
  "tls.hosts": piece("spoke", 1, z.looseObject({ hosts: z.array(tlsLook).optional() })),
  /** the same hosts, asked for TLS 1.0 and for TLS 1.1 alone */
  "tls.old": piece("spoke", 1, z.looseObject({ looks: z.array(oldLook).optional() })),
  /** the same hosts over plain http at port 80: attempts named by host */
  "http.plain": piece("spoke", 1, attempts),
  /** one https answer of each of them: attempts named by host */
  "http.secure": piece("spoke", 1, attempts),
};
