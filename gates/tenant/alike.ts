import type { Answer } from "../../core/evidence/piece.ts";
import { isMembers } from "../../core/tenant/answers.ts";

/** Members that speak to a reader; the others (ids, times) may differ between any two answers. */
const TELLING = new Set([
  "error",
  "message",
  "code",
  "detail",
  "title",
  "type",
  "error_code",
  "reason",
  "data",
]);

/** Numbers that servers give to requests and errors: no two are the same. */
const SERIAL = /\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b/gi;

/** The text without the name that was asked for, as it is or as it stands in an address. */
const without = (text: string, name: string): string =>
  (name === "" ? text : text.replaceAll(encodeURIComponent(name), "…").replaceAll(name, "…")).replace(
    SERIAL,
    "#",
  );

/** What an answer tells, in one form: its shape, and its words with the asked name taken out. */
const told = (value: unknown, name: string, telling: boolean, depth = 0): unknown => {
  if (depth > 40) return "deep";
  if (Array.isArray(value)) return value.map((one) => told(one, name, telling, depth + 1));
  if (isMembers(value)) {
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, told(value[key], name, TELLING.has(key), depth + 1)]),
    );
  }
  if (typeof value === "string") return telling ? without(value, name) : "text";
  return telling || value === null ? value : typeof value;
};

const facts = (answer: Answer | undefined, name: string) => ({
  status: answer?.status,
  type: answer?.headers?.["content-type"]?.split(";")[0],
  challenge: answer?.headers?.["www-authenticate"],
  cookies: answer?.headers?.["set-cookie"] !== undefined,
  body: told(answer?.json, name, false),
});

/**
 * Whether two answers to the same question with two names tell the same. Returns what the second tells otherwise,
 * undefined when nothing.
 */
export const alike = (
  one: Answer | undefined,
  name: string | undefined,
  other: Answer | undefined,
  otherName: string | undefined,
): unknown => {
  const [first, second] = [facts(one, name ?? ""), facts(other, otherName ?? "")];
  return JSON.stringify(first) === JSON.stringify(second) ? undefined : { first, second };
};
