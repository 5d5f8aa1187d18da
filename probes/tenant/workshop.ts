import { type Doors, NotGiven } from "../../core/doors.ts";
import type { WriteSeen } from "../../core/evidence/tenant.ts";
import type { OperationName } from "../../core/spokes/tenant-schema.ts";
import { isList, itemsOf, outcomeOf, thingIn } from "../../core/tenant/answers.ts";
import { type Caller, callerName, type Home } from "../../core/tenant/callers.ts";
import { type Way, waysOf } from "../../core/tenant/operations.ts";
import { askingOf, type Words } from "./forms.ts";
import { type Asked, firstGiven, type TenantKit, type TenantSubject, tenantKit } from "./kit.ts";
import {
  isLeftover,
  KIND_NAMES,
  KINDS,
  type Kind,
  memberOf,
  nameOf,
  newStamp,
  newThing,
  type Thing,
} from "./things.ts";
import type { Listing, Workshop } from "./workshop-kit.ts";

/** what the journal of effects calls what is made in a tenant */
const THINGS = "things of a tenant";
const MOST_PAGES = 10;
/** The documented query of customers asks for so many. */
const GRAPHQL_PAGE = 20;

/** Throws NotGiven where the harness may not write. */
export const mayWrite = ({ target }: TenantSubject): void => {
  if (target.allowWrites && !target.readOnly) return;
  throw new NotGiven(
    `nothing is created on the target ${target.name}`,
    `set allow_writes: true under targets.${target.name}, with tenants that are yours`,
  );
};

/** One tenant's own owner, who makes what is needed, looks what became of it, and takes it away again. */
export const workshopIn = (doors: Doors, subject: TenantSubject, home: Home): Workshop => {
  const { spoke } = subject;
  const { subdomain: at, packages } = spoke.tenants[home];
  const vendor = packages[0]?.split("/")[0] ?? at;
  const kit: TenantKit = tenantKit(doors, subject);
  const ways = waysOf(spoke);
  const owner: Caller = { is: "cma", level: "owner", home };
  const operator = firstGiven(kit, [owner, { is: "root" }]);
  const stamp = newStamp(doors.now());
  const made: Thing[] = [];
  const left: { what: string; because: string }[] = [];

  const waysTo = (operation: OperationName): readonly Way[] =>
    ways.filter((way) => way.operation === operation);

  const perform = (way: Way, caller: Caller, words: Words, where = at): Promise<Asked> =>
    kit.ask({ caller, at: where, api: way.api, operation: way.operation, asking: askingOf(way.form, words) });

  /** What an attempt that was not made would have been. */
  const about = (way: Way, caller: Caller): WriteSeen => ({
    caller: callerName(caller, spoke),
    at,
    operation: way.operation,
    api: way.api,
  });

  const asOperator = (): Caller => {
    if (operator) return operator;
    throw new NotGiven(
      `no token is given that may write in ${at}`,
      `set the variable under tenants.${home}.tokens.owner`,
    );
  };

  const words = ({ id, name, email }: Thing, customer?: string): Words => ({
    name,
    email,
    ...(id !== undefined && { id }),
    ...(customer !== undefined && { customer }),
  });

  let someCustomer: string | undefined;
  /** The id of a customer of ours, for tokens. */
  const customer = async (): Promise<string | undefined> => {
    someCustomer ??= (await make("customers"))?.id;
    return someCustomer;
  };

  /** Makes a thing as somebody, by one way. What came about is remembered, whoever made it. */
  const makeAs = async (
    way: Way,
    caller: Caller,
    kind: Kind,
    like: Partial<Thing> = {},
  ): Promise<{ asked: Asked; thing: Thing }> => {
    const draft = { ...newThing(kind, vendor, stamp), ...like };
    const of = kind === "tokens" ? await customer() : undefined;
    const asked = await perform(way, caller, words(draft, of));
    const id = memberOf(way, asked.exchange?.seen, "id");
    const token = memberOf(way, { json: asked.exchange?.json }, "token");
    if (token !== undefined) doors.taint(token, "token");
    const thing = { ...draft, ...(id !== undefined && { id }) };
    if (outcomeOf(way.api, asked.exchange?.seen) === "answered") made.push(thing);
    return { asked, thing };
  };

  /** Makes a thing as the owner; undefined when no way leads to one. */
  async function make(kind: Kind): Promise<Thing | undefined> {
    for (const way of waysTo(KINDS[kind].make)) {
      const { asked, thing } = await makeAs(way, asOperator(), kind);
      if (outcomeOf(way.api, asked.exchange?.seen) === "answered") return thing;
    }
    return undefined;
  }

  const list = async (kind: Kind): Promise<Listing | undefined> => {
    const [way] = waysTo(KINDS[kind].list);
    if (!way) return undefined;
    const items: Readonly<Record<string, unknown>>[] = [];
    const seen = new Set<string>();
    for (let page = 1; ; page++) {
      const asking = askingOf(way.form);
      const path = page === 1 ? asking.path : `${asking.path}?page=${page}`;
      const { exchange } = await kit.ask({
        caller: asOperator(),
        at,
        api: way.api,
        asking: { ...asking, path },
      });
      const thing = thingIn(way.api, exchange?.seen);
      const found = itemsOf(thing).filter((item) => !seen.has(JSON.stringify(item)));
      for (const item of found) seen.add(JSON.stringify(item));
      items.push(...found);
      const over = way.api === "graphql" || found.length === 0 || page === MOST_PAGES;
      if (!over) continue;
      const names = new Set(items.map((item) => nameOf(kind, item)));
      const whole =
        isList(thing) && (way.api === "graphql" ? items.length < GRAPHQL_PAGE : found.length === 0);
      return { names, items, whole, answer: exchange?.seen };
    }
  };

  /** What a listing says of a thing. */
  const standing = (listing: Listing | undefined, thing: Thing): Pick<WriteSeen, "after" | "listing"> => {
    const name = thing.kind === "customers" ? thing.email : thing.name;
    if (!listing?.answer) return {};
    const after = listing.names.has(name) ? "there" : listing.whole ? "gone" : undefined;
    return { ...(after && { after }), listing: listing.answer };
  };

  /** Takes away everything of ours that a list of the tenant shows and that these runs made. */
  const sweep = async (isOurs: (name: string) => boolean): Promise<boolean> => {
    let clean = true;
    for (const kind of KIND_NAMES) {
      const items = (await list(kind))?.items ?? [];
      for (const item of items.filter(({ name, email }) =>
        [name, email].some((one) => isOurs(String(one))),
      )) {
        const name = nameOf(kind, item);
        const id = typeof item.id === "string" ? { id: item.id } : {};
        clean = (await remove({ kind, name, email: name, ...id })) && clean;
      }
    }
    return clean;
  };

  const remove = async (thing: Thing): Promise<boolean> => {
    const ways = waysTo(KINDS[thing.kind].remove);
    for (const way of ways) {
      const { exchange } = await perform(way, asOperator(), words(thing));
      // gone already is gone
      if (outcomeOf(way.api, exchange?.seen) === "answered" || exchange?.status === 404) return true;
    }
    left.push({
      what: `${thing.kind}: ${thing.kind === "customers" ? thing.email : thing.name} in ${at}`,
      because: ways.length === 0 ? `${KINDS[thing.kind].remove} is not declared` : "it was not taken away",
    });
    return false;
  };

  /** Takes away what was made here. */
  const clear = async (): Promise<void> => {
    for (const thing of made.splice(0).reverse()) await remove(thing);
    someCustomer = undefined;
  };

  /** Takes away what runs that died have left, and writes down that this one makes things before it does. */
  const open = async (): Promise<() => void> => {
    const { effects } = doors;
    // what a dead run wrote into the settings says so itself, and is put back when they are written next
    const dead = (effects?.left(subject.id) ?? []).filter(({ name }) => name === at);
    const theirs = dead.flatMap(({ what, was }) => (what === THINGS ? [String(was)] : []));
    const now = doors.now();
    const clean = await sweep((name) => isLeftover(name, now) || theirs.some((run) => name.includes(run)));
    if (clean) for (const one of dead) one.done();
    return (
      effects?.begin({ spoke: subject.id, what: THINGS, name: at, was: stamp }, (last) =>
        workshopIn(last, subject, home).sweep((name) => name.includes(stamp)),
      ) ?? (() => {})
    );
  };

  /** Writes down what is about to be changed in the tenant, with how it was. */
  const begin = (what: string, was: string, undo: (last: Workshop) => Promise<boolean>): (() => void) =>
    doors.effects?.begin({ spoke: subject.id, what, name: at, was }, (last) =>
      undo(workshopIn(last, subject, home)),
    ) ?? (() => {});

  return {
    at,
    kit,
    waysTo,
    perform,
    about,
    asOperator,
    customer,
    words,
    make,
    makeAs,
    list,
    standing,
    /** it is gone, whoever took it away */
    forget: (thing: Thing): void => void made.splice(made.indexOf(thing), made.includes(thing) ? 1 : 0),
    begin,
    clear,
    sweep,
    open,
    thing: (kind: Kind): Thing => newThing(kind, vendor, stamp),
    left: left as readonly { readonly what: string; readonly because: string }[],
  };
};
