import type { Path } from "./errors.ts";

/** The part of JSON Schema that zod writes for our shapes. */
export interface Shape {
  readonly description?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly oneOf?: readonly Shape[];
}

const own = (value: unknown, key: string | number): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;

/** Of several shapes, the one whose constants (kind, driver) the value carries. */
const chosen = (shape: Shape, value: unknown): Shape =>
  shape.oneOf?.find((option) =>
    Object.entries(option.properties ?? {}).some(
      ([key, inner]) => inner.const !== undefined && inner.const === own(value, key),
    ),
  ) ?? shape;

/** The shape that belongs at a path of this value; undefined where the schema says nothing. */
export const shapeAt = (root: Shape, path: Path, value: unknown): Shape | undefined => {
  let [shape, here]: [Shape | undefined, unknown] = [chosen(root, value), value];
  for (const step of path) {
    here = own(here, step);
    const inner: Shape | undefined =
      typeof step === "number"
        ? shape.items
        : (shape.properties?.[step] ??
          (typeof shape.additionalProperties === "object" ? shape.additionalProperties : undefined));
    if (inner === undefined) return undefined;
    shape = chosen(inner, here);
  }
  return shape;
};
