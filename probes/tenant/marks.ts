import type { Exchange } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { TenantApiSpoke } from "../../core/spokes/tenant-schema.ts";
import { isMembers, itemsOf, thingIn } from "../../core/tenant/answers.ts";
import { HOMES } from "../../core/tenant/callers.ts";

/** Something by which a tenant is known wherever it turns up. */
export interface Mark {
  readonly tenant: string;
  /** "package acme/payment-gateway" */
  readonly what: string;
  readonly value: string;
  /** a name that may be a common word: only whole, and only where a document says something */
  readonly word?: true;
}

/** Shorter ids (7, 42) stand in every document. */
const SHORTEST = 6;

const idsIn = (inventory: Evidence["tenant.inventory"]): Mark[] =>
  (inventory.tenants ?? []).flatMap(({ at = "", pages = [], packages, customers }) => {
    const lists = [
      ...pages.map(({ answer }) => thingIn("rest", answer)),
      ...[packages, customers].map((one) => thingIn("graphql", one?.answer)),
    ];
    return lists.flatMap(itemsOf).flatMap(({ id, name, email }): Mark[] => {
      const of = String(name ?? email ?? "something");
      return typeof id === "string" && id.length >= SHORTEST
        ? [{ tenant: at, what: `id of ${of}`, value: id }]
        : [];
    });
  });

/** What is known of the two tenants by the settings, and of their ids by what was seen. */
export const marksOf = (
  { tenants }: TenantApiSpoke,
  inventory: Evidence["tenant.inventory"] = {},
): readonly Mark[] => {
  const known = HOMES.flatMap((home): Mark[] => {
    const { subdomain: tenant, packages, customers } = tenants[home];
    return [
      ...packages.map((value) => ({ tenant, what: `package ${value}`, value })),
      ...customers.map((value) => ({ tenant, what: `customer ${value}`, value })),
      { tenant, what: "its name", value: tenant, word: true as const },
    ];
  });
  const ids = idsIn(inventory);
  return [...known, ...ids.filter(({ value }, at) => ids.findIndex((one) => one.value === value) === at)];
};

const leaves = (value: unknown, into: string[] = [], depth = 0): string[] => {
  if (typeof value === "string") into.push(value);
  else if (depth < 40 && Array.isArray(value)) for (const one of value) leaves(one, into, depth + 1);
  else if (depth < 40 && isMembers(value))
    for (const one of Object.values(value)) leaves(one, into, depth + 1);
  return into;
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Finds every mark in an answer that was not in the question: nobody learns from an echo. */
export const showsIn = (
  { text, headers, json, seen }: Exchange,
  marks: readonly Mark[],
  asked: string,
): Record<string, string[]> => {
  const answered = `${text}\n${Object.values(headers).join("\n")}`;
  const said = json === undefined ? answered : leaves(json).join("\n");
  const question = `${asked}\n${seen.url ?? ""}`;
  const found: Record<string, string[]> = {};
  for (const { tenant, what, value, word } of marks) {
    if (question.includes(value)) continue;
    const there = word
      ? new RegExp(`(?<![\\w-])${escaped(value)}(?![\\w-])`).test(said)
      : answered.includes(value);
    if (there) found[tenant] = [...(found[tenant] ?? []), what];
  }
  return found;
};
