import { blockedBy, defineCheck, eachCase, type Judgement } from "../../../core/check.ts";
import type { Stock } from "../../../core/evidence/tenant.ts";
import type { Tenant } from "../../../core/spokes/tenant-schema.ts";
import { itemsOf, thingIn } from "../../../core/tenant/answers.ts";
import { HOMES } from "../../../core/tenant/callers.ts";
import { lists, restList } from "../../tenant/documented.ts";

const EVIDENCE = "tenant.inventory" as const;

const judgeStock = (stock: Stock | undefined, { subdomain, packages }: Tenant): Judgement => {
  const [first] = stock?.pages ?? [];
  if (stock?.unreached !== undefined)
    return restList({ at: subdomain, unreached: stock.unreached }, EVIDENCE);
  if (!first) return blockedBy("endpoints/tls-certificate-valid", `${subdomain} was not asked`);
  const shape = restList(first, EVIDENCE);
  if (shape.is !== "pass") return shape;
  const items = (stock?.pages ?? []).flatMap(({ answer }) => itemsOf(thingIn("rest", answer)));
  return lists(first, items, "name", packages);
};

export default defineCheck({
  level: "required",
  title: "A tenant's own token lists the tenant's packages",
  failureTitle: "A tenant's own token does not list the tenant's packages as documented",
  why: "It is the one request that all others are held against: own subdomain, valid token, own data.",
  remedy:
    "Registry operator: answer GET /api/v1/packages with { data: [{ id, name, repository_url }], pagination: { page, total } }. Where the packages differ, correct tenants.*.packages in spokes.yaml.",
  sources: ["S4:REST-API-EXAMPLES", "S4:SECURITY-SUMMARY"],
  kinds: ["tenant-api"],
  needs: [EVIDENCE],
  judge: ({ tenant: { inventory } }, { spoke }) =>
    eachCase(
      HOMES.map((home) => spoke.tenants[home]),
      ({ subdomain }) => subdomain,
      (tenant) =>
        judgeStock(
          inventory.tenants?.find(({ at }) => at === tenant.subdomain),
          tenant,
        ),
    ),
});
