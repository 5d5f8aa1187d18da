import { z } from "zod";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Difference } from "../../core/readiness.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import { providerEndpoints } from "../../core/spokes/subjects.ts";
import type { Reader } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import type { Settings } from "../run/settings.ts";
import { readRecord, recordsFile } from "./records.ts";

/** The configuration of a spoke as one flat list: what stands in its provider form, and what the hub says live. */
export type Configuration = Readonly<Record<string, unknown>>;

export const permanentShape = z.strictObject({
  schema: z.literal("cargo-gates/permanent/1"),
  spoke: z.string(),
  target: z.string(),
  run: z.string(),
  promotedAt: z.string(),
  /** sha256, hex, of `configuration` in canonical form */
  digest: z.string(),
  configuration: z.record(z.string(), z.unknown()),
});
export type Permanent = z.infer<typeof permanentShape>;

const ANNOUNCED = [
  "issuer",
  "authorization_endpoint",
  "token_endpoint",
  "userinfo_endpoint",
  "jwks_uri",
] as const;

const live = (read: Reader): Configuration => {
  const found = read("hub", "discovery.public");
  const json = found?.is === "seen" ? (found.value as Answer).json : undefined;
  const document = typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
  return Object.fromEntries(ANNOUNCED.map((name) => [`live.${name}`, document[name] ?? null]));
};

const ofSpoke = (subject: Subject): Configuration => {
  if (subject.kind !== "client") {
    return "spoke" in subject && "app" in subject.spoke ? { app: subject.spoke.app } : {};
  }
  const { provider, client, callback, backend, app } = subject.spoke;
  const endpoints = providerEndpoints(subject);
  return {
    app,
    "backend.url": backend.url,
    callback,
    "client.id": client.id,
    "provider.id": provider.id,
    "provider.auto_discovery": provider.auto_discovery,
    "provider.issuer": provider.issuer ?? subject.hub.issuer ?? null,
    "provider.authorization_url": endpoints.authorization,
    "provider.token_url": endpoints.token,
    "provider.userinfo_url": endpoints.userinfo,
    "provider.jwks_uri": endpoints.jwks,
    "provider.scopes": provider.scopes.join(" "),
    "provider.allow_users_without_email": provider.allow_users_without_email,
  };
};

/** The Target Spoke Configuration: what the settings state and the live hub said. */
export const configurationOf = (subject: Subject, read: Reader): Configuration => ({
  ...ofSpoke(subject),
  ...live(read),
});

export const differencesOf = (expected: Configuration, actual: Configuration): Difference[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((at) => JSON.stringify(expected[at]) !== JSON.stringify(actual[at]))
    .map((at) => ({ at, expected: expected[at], actual: actual[at] }));

export const readPermanent = (file: string): Permanent | undefined =>
  readRecord(
    file,
    permanentShape,
    ({ configuration, digest }) => digestOf(configuration) === digest,
    "promote again, or restore it",
  );

/** How what was seen differs from what was made permanent; undefined when nothing was promoted. */
export const driftOf = (
  settings: Pick<Settings, "path">,
  target: string,
  spoke: Subject,
  read: Reader,
): { readonly run: string; readonly differences: readonly Difference[] } | undefined => {
  const permanent = readPermanent(recordsFile(settings, target, spoke.id, "permanent"));
  if (!permanent) return undefined;
  return {
    run: permanent.run,
    differences: differencesOf(permanent.configuration, configurationOf(spoke, read)),
  };
};
