import { createHash } from "node:crypto";
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, errors, type JSONWebKeySet } from "jose";
import type { Doors } from "../../core/doors.ts";
import type { Token } from "../../core/evidence/piece.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { Hub } from "../../core/subject.ts";
import { once } from "../http/shared.ts";

const isKeySet = (json: unknown): boolean =>
  typeof json === "object" && json !== null && Array.isArray((json as { keys?: unknown }).keys);

/**
 * The hub's key set as it is now, asked for once: the public domain's, or the issuer host's where only that one serves.
 * Whatever came back: it may not be a key set.
 */
export const liveKeys = (doors: Doors, hub: Hub): Promise<unknown> =>
  once(doors, `keys ${hub.endpoints.jwks}`, async () => {
    const here = (await doors.http.send(hub.endpoints.jwks)).json;
    const twin = hub.issuer && backendTwin(hub.endpoints.jwks, hub.issuer);
    return isKeySet(here) || !twin ? here : (await doors.http.send(twin)).json;
  });

const record = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

/** Says everything about a token but its value. The signature is tried under the keys that were handed in. */
export const describeToken = async (value: string, keys: unknown): Promise<Token> => {
  const about = {
    thumbprint: createHash("sha256").update(value).digest("base64url").slice(0, 16),
    size: Buffer.byteLength(value),
  };
  const parts = value.split(".");
  const claims = record(parts[1] ?? "");
  if (parts.length !== 3 || !claims) return { ...about, jwt: false };
  try {
    const header = { ...decodeProtectedHeader(value) };
    try {
      await compactVerify(value, createLocalJWKSet(keys as JSONWebKeySet));
      return { ...about, jwt: true, header, claims, verified: true };
    } catch (error) {
      const code = error instanceof errors.JOSEError ? error.code : String(error);
      return { ...about, jwt: true, header, claims, verified: false, code };
    }
  } catch {
    return { ...about, jwt: false };
  }
};

export const describeIfAny = async (value: string | undefined, keys: unknown): Promise<Token | undefined> =>
  value === undefined ? undefined : describeToken(value, keys);
