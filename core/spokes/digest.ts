import { createHash } from "node:crypto";

/** Keys in one order whatever order they were written in; what JSON leaves out is left out. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
    : value;

/** sha256, hex, of settings as they were resolved: the same for the same meaning, whatever comments and order say. */
export const digestOf = (settings: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(settings, sorted) ?? "undefined")
    .digest("hex");
