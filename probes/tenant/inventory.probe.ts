import type { Question, Stock } from "../../core/evidence/tenant.ts";
import { defineProbe } from "../../core/probe.ts";
import { itemsOf, thingIn } from "../../core/tenant/answers.ts";
import { type Caller, callerName, HOMES, type Home } from "../../core/tenant/callers.ts";
import { DOCUMENTED, LEVELS } from "../../core/tenant/operations.ts";
import { graphql } from "./forms.ts";
import { firstGiven, type TenantKit, type TenantSubject, tenantKit } from "./kit.ts";

const MOST_PAGES = 10;

const WHOLE_PACKAGES =
  "query { packages(first: 100) { edges { cursor node { id name } } pageInfo { endCursor } totalCount } }";
const WHOLE_CUSTOMERS =
  "query { customers(first: 100) { edges { cursor node { id email } } pageInfo { endCursor } totalCount } }";

/** Page by page, the first as the guide writes it, until one is empty. */
const pagesOf = async (ask: (path: string) => Promise<Question>): Promise<Question[]> => {
  const pages: Question[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const one = await ask(page === 1 ? "/api/v1/packages" : `/api/v1/packages?page=${page}`);
    pages.push(one);
    if (itemsOf(thingIn("rest", one.answer)).length === 0) break;
  }
  return pages;
};

const stockOf = async (kit: TenantKit, { spoke }: TenantSubject, home: Home): Promise<Stock> => {
  const at = spoke.tenants[home].subdomain;
  const own = LEVELS.map((level): Caller => ({ is: "cma", level, home }));
  const caller = firstGiven(kit, [...own, { is: "root" }]);
  if (!caller) {
    const because = `no token is given that reads ${at}`;
    return { at, unreached: `${because}: set one of the variables under tenants.${home}.tokens` };
  }
  const query = async (operation: string, text: string, variables?: unknown) =>
    (await kit.ask({ caller, at, api: "graphql", operation, asking: graphql(text, variables) })).seen;
  const [pages, packages, customers, whole_packages, whole_customers, nonsense] = await Promise.all([
    pagesOf(
      async (path) =>
        (
          await kit.ask({
            caller,
            at,
            api: "rest",
            operation: "list_packages",
            asking: { method: "GET", path },
          })
        ).seen,
    ),
    query("list_packages", DOCUMENTED.packages),
    query("list_customers", DOCUMENTED.customers, { filter: { status: "ACTIVE" } }),
    query("list_packages", WHOLE_PACKAGES),
    query("list_customers", WHOLE_CUSTOMERS),
    query("list_packages", "query { packagesOfNobody { id } }"),
  ]);
  return {
    at,
    caller: callerName(caller, spoke),
    pages,
    packages,
    customers,
    whole_packages,
    whole_customers,
    nonsense,
  };
};

export default defineProbe({
  title: "What stands in each tenant",
  kinds: ["tenant-api"],
  produces: ["tenant.inventory"],
  access: ["tenant tokens"],
  gather: async ({ subject, doors, saw }) => {
    const kit = tenantKit(doors, subject);
    const tenants = await Promise.all(HOMES.map((home) => stockOf(kit, subject, home)));
    saw("tenant.inventory", { tenants });
  },
});
