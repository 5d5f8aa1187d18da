import { z } from "zod";
import { type Evidence, type Name, pieces } from "./evidence/index.ts";

/** Strict around, loose within: the envelope is ours, its value is somebody else's. */
export const envelope = z.strictObject({
  evidence: z.string(),
  version: z.int(),
  spoke: z.string(),
  probe: z.string(),
  seenAt: z.iso.datetime(),
  seen: z.discriminatedUnion("is", [
    z.strictObject({ is: z.literal("seen"), value: z.unknown() }),
    z.strictObject({
      is: z.literal("missed"),
      because: z.string(),
      cause: z.array(z.string()).optional(),
      /** what would have to be given to see it, e.g. "set the environment variable CARGO_CLIENT_SECRET" */
      give: z.string().optional(),
    }),
  ]),
});
export type Envelope = z.infer<typeof envelope>;

export interface Missed {
  readonly is: "missed";
  readonly because: string;
  /** evidence that it waited for */
  readonly cause?: readonly string[];
  /** what would have to be given to see it */
  readonly give?: string;
}
/** Evidence as a check may ask for it: seen, or missing with the reason. */
export type Found<N extends Name = Name> =
  | { readonly is: "seen"; readonly value: Evidence[N]; readonly seenAt: string }
  | Missed;

const missed = (because: string): Found => ({ is: "missed", because });

/** Reads one evidence file; what cannot be read, lifted or recognised is missed, never guessed. */
export const open = (text: string): Found => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return missed(`the evidence file is not JSON: ${String(error)}`);
  }
  const outer = envelope.safeParse(parsed);
  if (!outer.success) return missed(`the evidence file is damaged: ${z.prettifyError(outer.error)}`);
  const { evidence, version, seen, seenAt } = outer.data;
  if (!Object.hasOwn(pieces, evidence)) return missed(`evidence "${evidence}" is not known to this version`);
  if (seen.is === "missed") {
    const { because, cause, give } = seen;
    return { is: "missed", because, ...(cause && { cause }), ...(give !== undefined && { give }) };
  }
  const piece = pieces[evidence as Name];
  if (version > piece.version) {
    return missed(
      `written by a newer harness (version ${version}, this one knows ${piece.version}): gather again`,
    );
  }
  let value = seen.value;
  for (let from = version; from < piece.version; from++) {
    const lift = (piece.upgrade as Record<number, (old: unknown) => unknown> | undefined)?.[from];
    if (!lift) return missed(`no way from version ${from} to ${from + 1}: gather again`);
    value = lift(value);
  }
  const inner = piece.shape.safeParse(value);
  return inner.success
    ? { is: "seen", value: inner.data as Evidence[Name], seenAt }
    : missed(`evidence "${evidence}" has an unexpected shape: ${z.prettifyError(inner.error)}`);
};
