import { z } from "zod";
import { spokesFile } from "./schema.ts";

/**
 * schemas/spokes.schema.json: what a person may write in spokes.yaml, for editors.
 * Draft 7, because the language servers of editors read no later one whole.
 */
export const spokesJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(spokesFile, { io: "input", target: "draft-7" }),
  title: "spokes.yaml of cargo-identity-gates",
});

/** The file as it is published. */
export const spokesJsonSchemaText = (): string => `${JSON.stringify(spokesJsonSchema(), null, 2)}\n`;
