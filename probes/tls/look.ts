import net from "node:net";
import tls from "node:tls";
import type { Reach } from "../../core/doors.ts";
import type { OldLook, TlsLook } from "../../core/evidence/tls.ts";
import { routeTo } from "../http/route.ts";
import { trustWith } from "../http/trust.ts";

const day = (text: string | undefined): string | undefined => {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

const seenOn = (socket: tls.TLSSocket): Omit<TlsLook, "host"> => {
  const certificate = socket.getPeerCertificate();
  const x509 = socket.getPeerX509Certificate();
  const key = x509?.publicKey;
  const reason: unknown = socket.authorizationError;
  const code = reason instanceof Error ? ((reason as { code?: string }).code ?? reason.message) : reason;
  const issuer = certificate.issuer?.CN;
  return {
    authorized: socket.authorized,
    ...(!socket.authorized && { code: String(code ?? "unauthorized") }),
    protocol: socket.getProtocol() ?? undefined,
    cipher: socket.getCipher()?.name,
    names: x509?.subjectAltName,
    validFrom: day(x509?.validFrom),
    validTo: day(x509?.validTo),
    issuer: Array.isArray(issuer) ? issuer.join(", ") : issuer,
    key: key?.asymmetricKeyType,
    bits: key?.asymmetricKeyDetails?.modulusLength,
    curve: key?.asymmetricKeyDetails?.namedCurve,
  };
};

/** One handshake, looked at and put down. A certificate that is refused is what it is there to see. */
export const lookAtTls = (reach: Reach, host: string, port = 443): Promise<TlsLook> =>
  new Promise((resolve) => {
    const seenAt = new Date().toISOString();
    const route = routeTo(reach, host, port);
    if (!("to" in route)) {
      resolve({ host, seenAt, error: { code: route.code, message: route.message } });
      return;
    }
    const end = (look: Omit<TlsLook, "host">): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ host, seenAt, ...look });
    };
    const socket = tls.connect({
      ...route.to,
      servername: net.isIP(host) ? "" : host,
      secureContext: trustWith(reach.ca),
      ALPNProtocols: ["http/1.1"],
      rejectUnauthorized: false,
    });
    const timer = setTimeout(
      () => end({ error: { code: "ETIMEDOUT", message: "no handshake in time" } }),
      reach.timeoutMs,
    );
    socket.once("secureConnect", () => end(seenOn(socket)));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      end({ error: { code: error.code ?? "ERROR", message: error.message } }),
    );
  });

/**
 * Asks for one old version of TLS and no other. Our own OpenSSL speaks it at security level 0 only, so that a refusal
 * is the other side's.
 */
export const lookAtOldTls = (
  reach: Reach,
  host: string,
  version: "TLSv1" | "TLSv1.1",
  port = 443,
): Promise<OldLook> =>
  new Promise((resolve) => {
    const route = routeTo(reach, host, port);
    if (!("to" in route)) {
      resolve({ host, version, error: { code: route.code, message: route.message } });
      return;
    }
    const end = (look: Omit<OldLook, "host" | "version">): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ host, version, ...look });
    };
    const socket = tls.connect({
      ...route.to,
      servername: net.isIP(host) ? "" : host,
      minVersion: version,
      maxVersion: version,
      ciphers: "DEFAULT:@SECLEVEL=0",
      rejectUnauthorized: false,
    });
    const timer = setTimeout(
      () => end({ error: { code: "ETIMEDOUT", message: "no handshake in time" } }),
      reach.timeoutMs,
    );
    socket.once("secureConnect", () => end({ protocol: socket.getProtocol() ?? undefined }));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      end({ error: { code: error.code ?? "ERROR", message: error.message } }),
    );
  });
