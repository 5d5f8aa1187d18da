import { randomBytes } from "node:crypto";
import type { Answer } from "../../core/evidence/piece.ts";
import type { OperationName } from "../../core/spokes/tenant-schema.ts";
import { isMembers, memberAt, thingIn } from "../../core/tenant/answers.ts";
import type { Way } from "../../core/tenant/operations.ts";

/** What can be made and taken away again. */
export const KINDS = {
  packages: { make: "create_package", remove: "delete_package", list: "list_packages" },
  customers: { make: "create_customer", remove: "delete_customer", list: "list_customers" },
  tokens: { make: "create_token", remove: "revoke_token", list: "list_tokens" },
  collections: { make: "create_collection", remove: "delete_collection", list: "list_collections" },
  team: { make: "create_cma_token", remove: "revoke_cma_token", list: "list_cma_tokens" },
} as const satisfies Record<string, Readonly<Record<"make" | "remove" | "list", OperationName>>>;
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

/** Something of ours in a tenant. */
export interface Thing {
  readonly kind: Kind;
  readonly name: string;
  readonly email: string;
  readonly id?: string;
}

const OURS = /(?:^|\/)gates-([0-9a-z]+)-[0-9a-f]{4}-[0-9a-f]{6}(?:@|$)/;
const minutes = (at: Date): number => Math.floor(at.getTime() / 60_000);

/** Begins every name that one run gives in a tenant: when it was, and which. */
export const newStamp = (now: Date): string =>
  `gates-${minutes(now).toString(36)}-${randomBytes(2).toString("hex")}-`;

/** A name that says whose it is: what a dead run left is found, and what another makes now is let be. */
export const newThing = (kind: Kind, vendor: string, stamp: string): Thing => {
  const word = `${stamp}${randomBytes(3).toString("hex")}`;
  return { kind, name: kind === "packages" ? `${vendor}/${word}` : word, email: `${word}@gates.example` };
};

const STALE_MINUTES = 60;
/** Whether a name is one of ours that a run left which is over by now. */
export const isLeftover = (name: string, now: Date): boolean => {
  const made = OURS.exec(name)?.[1];
  return made !== undefined && minutes(now) - Number.parseInt(made, 36) >= STALE_MINUTES;
};

/** Where things of a kind have the name that we gave them. */
export const nameOf = (kind: Kind, item: Readonly<Record<string, unknown>>): string =>
  String((kind === "customers" ? item.email : item.name) ?? "");

export const memberOf = (
  way: Way,
  answer: Answer | undefined,
  which: "id" | "token" | "text",
): string | undefined => {
  const thing = thingIn(way.api, answer);
  const value = isMembers(thing) ? memberAt(thing, way.gives[which] ?? which) : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};
