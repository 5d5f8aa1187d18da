import { createHash } from "node:crypto";
import { z } from "zod";
import type { ClaimRule, Contract, Surface, SurfaceRule } from "./contract.ts";
import { contractContradictions } from "./contract-contradictions.ts";
import { type Identity, identity, type Surfaces, surfaces, users } from "./contract-files.ts";
import { semantics } from "./contract-semantics.ts";
import { dotted, type SettingsError } from "./spokes/errors.ts";
import { tellIssues } from "./spokes/issues.ts";
import { type Located, readYaml } from "./spokes/located.ts";
import type { Shape } from "./spokes/schema-walk.ts";

/** The contract's files in its folder. */
export const CONTRACT_FILES = {
  identity: "identity.schema.json",
  surfaces: "surfaces.yaml",
  semantics: "semantics.yaml",
  users: "test-users.yaml",
} as const;

export type LoadedContract =
  | { readonly ok: true; readonly contract: Contract }
  | { readonly ok: false; readonly errors: SettingsError[] };

type Part<T> =
  | { readonly ok: true; readonly value: T; readonly document: Located }
  | { readonly ok: false; readonly errors: SettingsError[] };

const readPart = <S extends z.ZodType>(
  text: string | undefined,
  name: string,
  shape: S,
): Part<z.infer<S>> => {
  const read = readYaml(text ?? "", name);
  if (!read.ok) return read;
  const parsed = shape.safeParse(read.document.value);
  if (parsed.success) return { ok: true, value: parsed.data, document: read.document };
  const jsonSchema = z.toJSONSchema(shape, { io: "input" }) as Shape;
  return { ok: false, errors: tellIssues(parsed.error.issues, read.document, jsonSchema) };
};

const fill = (paths: readonly (readonly string[])[], claim: string) =>
  paths.map((steps) => steps.map((step) => step.replaceAll("{claim}", () => claim)));

const claimRule = (name: string, shape: object, { required }: Identity, all: Surfaces): ClaimRule => {
  const stated = all.claims[name];
  const ruleOn = (where: Surface): SurfaceRule => {
    const own = stated?.on[where];
    return {
      paths: fill(own?.paths ?? all.paths, name),
      schema: own?.schema ?? shape,
      compare: own?.compare ?? stated?.compare ?? "equal",
    };
  };
  return {
    name,
    contract: required.includes(name),
    stable: stated?.stable ?? false,
    surfaces: {
      hub_id_token: ruleOn("hub_id_token"),
      hub_access_token: ruleOn("hub_access_token"),
      hub_userinfo: ruleOn("hub_userinfo"),
      spoke_session: ruleOn("spoke_session"),
      spoke_user: ruleOn("spoke_user"),
      spoke_rls: ruleOn("spoke_rls"),
    },
  };
};

/** sha256 of the texts, each after its length, so that nothing moves from one into the next unseen. */
const digestOf = (texts: readonly (string | undefined)[]): string => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${Buffer.byteLength(text ?? "")}\n`).update(text ?? "");
  return hash.digest("hex");
};

/**
 * The identity contract from the texts of its files, by file name (CONTRACT_FILES); `folder` stands before the names
 * in errors. Pure; never throws.
 */
export const loadContract = (
  texts: Readonly<Record<string, string>>,
  folder = "contract",
): LoadedContract => {
  const fileOf = (part: keyof typeof CONTRACT_FILES) => `${folder}/${CONTRACT_FILES[part]}`;
  const textOf = (part: keyof typeof CONTRACT_FILES) => texts[CONTRACT_FILES[part]];
  const parts = {
    identity: readPart(textOf("identity"), fileOf("identity"), identity),
    surfaces: readPart(textOf("surfaces"), fileOf("surfaces"), surfaces),
    // nothing to say is a way to say it
    semantics: readPart(textOf("semantics") || "{}", fileOf("semantics"), semantics),
    users: readPart(textOf("users"), fileOf("users"), users),
  };
  if (!parts.identity.ok || !parts.surfaces.ok || !parts.semantics.ok || !parts.users.ok) {
    return { ok: false, errors: Object.values(parts).flatMap((part) => (part.ok ? [] : part.errors)) };
  }
  const { identity: claims, surfaces: rules, semantics: said, users: people } = parts;
  const errors = contractContradictions(claims.value, rules.value, said.value, people.value).map(
    ({ part, path, ...words }): SettingsError => ({
      file: fileOf(part),
      ...{ identity: claims, surfaces: rules, semantics: said, users: people }[part].document.placeOf(path),
      path: dotted(path),
      ...words,
    }),
  );
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    contract: {
      version: rules.value.version,
      digest: digestOf(
        Object.keys(CONTRACT_FILES).map((part) => textOf(part as keyof typeof CONTRACT_FILES)),
      ),
      claims: Object.entries(claims.value.properties).map(([name, shape]) =>
        claimRule(name, shape, claims.value, rules.value),
      ),
      requiredSurfaces: rules.value.required_surfaces,
      users: people.value.users,
      semantics: said.value,
    },
  };
};
