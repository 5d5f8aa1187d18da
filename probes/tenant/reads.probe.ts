import { defineProbe } from "../../core/probe.ts";
import { CALLERS, HOMES } from "../../core/tenant/callers.ts";
import { waysOf } from "../../core/tenant/operations.ts";
import { inPool } from "../http/pool.ts";
import { askingOf } from "./forms.ts";
import { type Ask, type TenantSubject, tenantKit } from "./kit.ts";
import { marksOf } from "./marks.ts";

const AT_ONCE = 4;

/** Everybody asks every tenant for everything that can be read; customers also with their Composer credentials. */
const asksOf = ({ spoke }: TenantSubject): Ask[] => {
  const ways = waysOf(spoke).filter(({ does, level }) => does === "read" && level === "viewer");
  return HOMES.flatMap((home) => {
    const { subdomain: at, packages } = spoke.tenants[home];
    const askers: Pick<Ask, "caller" | "asBasic">[] = [
      ...CALLERS.map((caller) => ({ caller })),
      { caller: { is: "customer", home }, asBasic: true },
    ];
    return askers.flatMap((asker) =>
      ways.map(
        ({ api, operation, form }): Ask => ({
          ...asker,
          at,
          api,
          operation,
          asking: askingOf(form, { name: packages[0] ?? "" }),
        }),
      ),
    );
  });
};

export default defineProbe({
  title: "Who reads what in which tenant",
  kinds: ["tenant-api"],
  produces: ["tenant.reads"],
  needs: ["tenant.inventory"],
  access: ["tenant tokens"],
  gather: async ({ given, subject, doors, saw }) => {
    const kit = tenantKit(doors, subject);
    const marks = marksOf(subject.spoke, given.tenant.inventory);
    const questions = await inPool(asksOf(subject), AT_ONCE, async (one) => (await kit.ask(one, marks)).seen);
    saw("tenant.reads", { questions });
  },
});
