import { z } from "zod";
import { text } from "./spokes/shapes.ts";

const regex = text.refine((pattern) => {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}, "a regular expression");

const names = z.array(text);

/** What the claims mean beyond their types (contract/semantics.yaml). */
export const semantics = z.strictObject({
  by_organisation: names.default([]).describe("Claims that belong to the active organisation."),
  members: z
    .record(
      text,
      z.strictObject({
        distinct: z.boolean().default(false).describe("No member twice."),
        pattern: regex.optional().describe("What a member looks like."),
        names: names.optional().describe("The members that there are; without it, any."),
      }),
    )
    .default({})
    .describe("By claim that is a list."),
  covers: z.record(text, names).default({}).describe("Words that a claim made of words must hold."),
  one_of: z
    .array(z.strictObject({ claim: text, among: text }))
    .default([])
    .describe("One claim's value is among another's members."),
  beside: names.default([]).describe("Claims beside the contract that are known and need no report."),
});
export type Semantics = z.infer<typeof semantics>;

/** Every name of a claim that the rules speak of, with the path it stands at. */
export const claimsNamed = (
  said: Semantics,
): readonly { readonly path: readonly (string | number)[]; readonly name: string }[] => [
  ...said.by_organisation.map((name, i) => ({ path: ["by_organisation", i], name })),
  ...Object.keys(said.members).map((name) => ({ path: ["members", name], name })),
  ...Object.keys(said.covers).map((name) => ({ path: ["covers", name], name })),
  ...said.one_of.flatMap(({ claim, among }, i) => [
    { path: ["one_of", i, "claim"], name: claim },
    { path: ["one_of", i, "among"], name: among },
  ]),
];
