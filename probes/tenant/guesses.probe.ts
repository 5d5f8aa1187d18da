import type { Guess } from "../../core/evidence/tenant.ts";
import { defineProbe } from "../../core/probe.ts";
import { type Caller, HOMES, otherHome } from "../../core/tenant/callers.ts";
import { countsIn } from "../../core/tenant/counts.ts";
import { LEVELS } from "../../core/tenant/operations.ts";
import { inPool } from "../http/pool.ts";
import { type GuessRow, guessesAt, theirsOf } from "./guess-table.ts";
import { type Ask, firstGiven, type TenantKit, tenantKit } from "./kit.ts";
import { type Mark, marksOf } from "./marks.ts";

const AT_ONCE = 4;

/** Asks with the other tenant's value, and with the invented one in its place. */
const tried = async (
  kit: TenantKit,
  row: GuessRow,
  about: Pick<Ask, "caller" | "at">,
  marks: readonly Mark[],
): Promise<Guess> => {
  const asked = (value: string) =>
    kit.ask(
      {
        ...about,
        api: row.api,
        asking: row.asking(value),
        ...(row.headers && { headers: row.headers(value) }),
      },
      marks,
    );
  const { seen, exchange } = await asked(row.value);
  const twin = row.invented === undefined ? undefined : await asked(row.invented);
  return {
    ...seen,
    name: row.name,
    ...(row.value !== "" && { value: row.value }),
    ...(row.invented !== undefined && { invented: row.invented }),
    ...(twin?.seen.answer && { twin: twin.seen.answer }),
    ...(exchange && countsIn(row.api, { json: exchange.json })),
  };
};

export default defineProbe({
  title: "What one tenant can learn of the other by guessing",
  kinds: ["tenant-api"],
  produces: ["tenant.guesses"],
  needs: ["tenant.inventory"],
  access: ["tenant tokens"],
  gather: async ({ given, subject, doors, saw }) => {
    const { spoke } = subject;
    const kit = tenantKit(doors, subject);
    const { inventory } = given.tenant;
    const marks = marksOf(spoke, inventory);
    const all = HOMES.flatMap((home) => {
      const at = spoke.tenants[home].subdomain;
      const other = spoke.tenants[otherHome(home)];
      const theirs = theirsOf(
        other,
        inventory.tenants?.find((one) => one.at === other.subdomain),
      );
      const own = LEVELS.map((level): Caller => ({ is: "cma", level, home }));
      // the root token in both: what bypasses levels may bypass tenants; the tenant's own in one
      const managers: Caller[] = [{ is: "root" }];
      if (home === "first") managers.push(firstGiven(kit, own) ?? { is: "cma", level: "owner", home });
      return guessesAt(theirs).flatMap((row) =>
        (row.api === "composer" ? [{ is: "customer", home } as const] : managers).map((caller) => ({
          row,
          about: { caller, at },
        })),
      );
    });
    const attempts = await inPool(all, AT_ONCE, ({ row, about }) => tried(kit, row, about, marks));
    saw("tenant.guesses", { attempts });
  },
});
