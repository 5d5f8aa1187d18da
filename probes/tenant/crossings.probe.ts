import type { WriteSeen } from "../../core/evidence/tenant.ts";
import { defineProbe } from "../../core/probe.ts";
import type { Caller } from "../../core/tenant/callers.ts";
import type { TenantSubject } from "./kit.ts";
import { KIND_NAMES, KINDS } from "./things.ts";
import { mayWrite, workshopIn } from "./workshop.ts";
import type { Workshop } from "./workshop-kit.ts";

const ATTACKERS: readonly Caller[] = [{ is: "root" }, { is: "cma", level: "owner", home: "first" }];

/** Things of the other tenant, to be taken away from the first one's host by id or name. */
const takings = async (mine: Workshop, theirs: Workshop): Promise<WriteSeen[]> => {
  const seen: WriteSeen[] = [];
  for (const kind of KIND_NAMES) {
    const tried: { asked: WriteSeen; thing: Awaited<ReturnType<Workshop["make"]>> }[] = [];
    for (const way of mine.waysTo(KINDS[kind].remove)) {
      for (const caller of ATTACKERS) {
        const thing = await theirs.make(kind);
        if (!thing) continue;
        const { seen: asked } = await mine.perform(way, caller, mine.words(thing));
        tried.push({
          asked: { ...asked, name: thing.kind === "customers" ? thing.email : thing.name },
          thing,
        });
      }
    }
    const listing = await theirs.list(kind);
    for (const { asked, thing } of tried) {
      seen.push({ ...asked, ...(thing && asked.answer && theirs.standing(listing, thing)) });
    }
    await theirs.clear();
  }
  return seen;
};

/** A customer with this address, made in the first tenant and taken away again. */
const customerWith = async (shop: Workshop, email: string): Promise<WriteSeen | undefined> => {
  const [way] = shop.waysTo("create_customer");
  if (!way) return undefined;
  const { asked } = await shop.makeAs(way, shop.asOperator(), "customers", { email });
  return { ...asked.seen, name: email };
};

const addresses = async (shop: Workshop, { spoke }: TenantSubject) => {
  const [known = ""] = spoke.tenants.second.customers;
  const taken = await customerWith(shop, known);
  const free = await customerWith(shop, shop.thing("customers").email);
  return { ...(taken && { taken }), ...(free && { free }) };
};

export default defineProbe({
  title: "What one tenant can do to the other from its own host",
  kinds: ["tenant-api"],
  produces: ["tenant.crossings"],
  after: ["tenant.writes"],
  access: ["tenant tokens", "writes"],
  gather: async ({ subject, doors, saw }) => {
    mayWrite(subject);
    const [mine, theirs] = [workshopIn(doors, subject, "first"), workshopIn(doors, subject, "second")];
    const done = [await mine.open(), await theirs.open()];
    try {
      const attempts = await takings(mine, theirs);
      saw("tenant.crossings", { attempts, ...(await addresses(mine, subject)) });
    } finally {
      await mine.clear();
      await theirs.clear();
      if (mine.left.length + theirs.left.length === 0) for (const one of done) one();
    }
  },
});
