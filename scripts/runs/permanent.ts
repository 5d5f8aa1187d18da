import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Difference } from "../../core/readiness.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import { providerEndpoints } from "../../core/spokes/subjects.ts";
import type { Reader } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import type { Settings } from "../run/settings.ts";
import { UsageError } from "../usage-error.ts";

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

/** Documents that people approve stand beside spokes.yaml, where they are reviewed like it. */
export const recordsFile = (settings: Settings, target: string, spoke: string, what: string): string =>
  join(dirname(settings.path), "records", target, `${spoke}.${what}.json`);

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

export const readPermanent = (file: string): Permanent | undefined => {
  if (!existsSync(file)) return undefined;
  let parsed: Permanent | undefined;
  try {
    parsed = permanentShape.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    parsed = undefined;
  }
  if (!parsed || digestOf(parsed.configuration) !== parsed.digest) {
    throw new UsageError(`${file} is damaged or was edited by hand: promote again, or restore it.`);
  }
  return parsed;
};

/** How what was seen differs from what was made permanent; undefined when nothing was promoted. */
export const driftOf = (
  settings: Settings,
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
