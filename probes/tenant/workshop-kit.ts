import type { Answer } from "../../core/evidence/piece.ts";
import type { WriteSeen } from "../../core/evidence/tenant.ts";
import type { OperationName } from "../../core/spokes/tenant-schema.ts";
import type { Caller } from "../../core/tenant/callers.ts";
import type { Way } from "../../core/tenant/operations.ts";
import type { Words } from "./forms.ts";
import type { Asked, TenantKit } from "./kit.ts";
import type { Kind, Thing } from "./things.ts";

/** What stands in a tenant, of one kind; `whole`: nothing more does. */
export interface Listing {
  readonly names: ReadonlySet<string>;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly whole: boolean;
  readonly answer: Answer | undefined;
}

/** One tenant's own owner, who makes what is needed, looks what became of it, and takes it away again. */
export interface Workshop {
  /** subdomain */
  readonly at: string;
  readonly kit: TenantKit;
  readonly waysTo: (operation: OperationName) => readonly Way[];
  readonly perform: (way: Way, caller: Caller, words: Words) => Promise<Asked>;
  /** what an attempt that was not made would have been */
  readonly about: (way: Way, caller: Caller) => WriteSeen;
  /** Throws NotGiven when no token is given that may write there. */
  readonly asOperator: () => Caller;
  /** the id of a customer of ours, for tokens */
  readonly customer: () => Promise<string | undefined>;
  readonly words: (thing: Thing) => Words;
  /** a name for something new */
  readonly thing: (kind: Kind) => Thing;
  /** Makes a thing as the owner; undefined when no way leads to one. */
  readonly make: (kind: Kind) => Promise<Thing | undefined>;
  /** Makes a thing as somebody, by one way. What came about is remembered, whoever made it. */
  readonly makeAs: (
    way: Way,
    caller: Caller,
    kind: Kind,
    like?: Partial<Thing>,
  ) => Promise<{ readonly asked: Asked; readonly thing: Thing }>;
  readonly list: (kind: Kind) => Promise<Listing | undefined>;
  /** what a listing says of a thing */
  readonly standing: (listing: Listing | undefined, thing: Thing) => Pick<WriteSeen, "after" | "listing">;
  /** it is gone, whoever took it away */
  readonly forget: (thing: Thing) => void;
  /** Takes away what dead runs left, and writes down that this one makes things; called again when it is done. */
  readonly open: () => Promise<() => void>;
  /** Writes down what is about to be changed in the tenant, with how it was. */
  readonly begin: (what: string, was: string, undo: (last: Workshop) => Promise<boolean>) => () => void;
  /** Takes away what was made here. */
  readonly clear: () => Promise<void>;
  /** Takes away everything of these names that the tenant lists; false where something is left. */
  readonly sweep: (isOurs: (name: string) => boolean) => Promise<boolean>;
  readonly left: readonly { readonly what: string; readonly because: string }[];
}
