import { z } from "zod";
import { SURFACES } from "./contract.ts";
import { id, secretRef, text } from "./spokes/shapes.ts";

const schema = z.looseObject({}).describe("a JSON Schema");
export const identity = z.looseObject({
  $id: text.optional(),
  required: z.array(text).min(1, "at least one claim").describe("The claims of the contract."),
  properties: z.record(text, schema).describe("One JSON Schema a claim."),
});

const compare = z.enum(["equal", "set", "present"]);
const paths = z.array(z.array(text).min(1, "at least one step")).min(1, "at least one path");
const surface = z.enum(SURFACES);
export const surfaces = z.strictObject({
  version: text,
  required_surfaces: z.array(surface).min(1, "at least one surface"),
  paths: paths.default([["{claim}"], ["app_metadata", "{claim}"]]),
  claims: z.record(
    text,
    z.strictObject({
      stable: z.boolean().default(false),
      compare: compare.default("equal"),
      on: z.partialRecord(surface, z.strictObject({ paths, schema, compare }).partial()).default({}),
    }),
  ),
});

const truth = z.record(text, z.unknown());
export const users = z.strictObject({
  users: z
    .array(
      z.strictObject({
        id,
        email: z.email("an e-mail address"),
        password: secretRef.describe("env:NAME, never the value."),
        totp: secretRef
          .optional()
          .describe("Secret of a second factor (TOTP, base32): env:NAME. Needs the page login driver."),
        active_org: text.describe("The organisation that is active at the first login."),
        truth: truth.default({}),
        organisations: z.record(text, truth).describe("What is true while each organisation is active."),
      }),
    )
    .min(1, "at least one user"),
});

export type Identity = z.infer<typeof identity>;
export type Surfaces = z.infer<typeof surfaces>;
export type Users = z.infer<typeof users>;
