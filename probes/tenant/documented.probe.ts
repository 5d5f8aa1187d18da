import type { Fetched } from "../../core/evidence/tenant.ts";
import { defineProbe } from "../../core/probe.ts";
import type { Caller } from "../../core/tenant/callers.ts";
import { DOCUMENTED } from "../../core/tenant/operations.ts";
import type { Asking } from "./forms.ts";
import { type Ask, tenantKit } from "./kit.ts";

/** As the examples of seed 004 send it, on every request, with a body or without. */
const headers = { "content-type": "application/json" };
const ROOT: Caller = { is: "root" };

const post = (path: string, body: string): Asking => ({ method: "POST", path, body });

export default defineProbe({
  title: "The examples of the guide, as they are written",
  kinds: ["tenant-api"],
  produces: ["tenant.documented"],
  access: ["tenant tokens"],
  gather: async ({ subject, doors, saw }) => {
    const kit = tenantKit(doors, subject);
    const { subdomain: at, packages } = subject.spoke.tenants.first;
    const list: Asking = { method: "GET", path: "/api/v1/packages" };
    const examples: readonly (readonly [string, Pick<Ask, "asking"> & Partial<Ask>])[] = [
      ["List Packages", { asking: list }],
      [
        "List Packages with a CMA token",
        { asking: list, caller: { is: "cma", level: "owner", home: "first" } },
      ],
      ["Get Package Details", { asking: { method: "GET", path: `/api/v1/packages/${packages[0]}` } }],
      [
        "Query Packages",
        { api: "graphql", asking: post("/graphql", `{\n"query": "${DOCUMENTED.packages}"\n}`) },
      ],
      [
        "Query Customers with Filtering",
        {
          api: "graphql",
          asking: post(
            "/graphql",
            `{\n"query": "${DOCUMENTED.customers}",\n"variables": {\n"filter": {\n"status": "ACTIVE"\n}\n}\n}`,
          ),
        },
      ],
      [
        "Composer Protocol",
        {
          api: "composer",
          caller: { is: "customer", home: "first" },
          asking: { method: "GET", path: "/packages.json" },
        },
      ],
    ];
    const seen = await Promise.all(
      examples.map(async ([name, ask]): Promise<Fetched> => {
        const own = ask.api === "composer" ? {} : { headers };
        return { name, ...(await kit.ask({ caller: ROOT, at, api: "rest", ...own, ...ask })).seen };
      }),
    );
    saw("tenant.documented", { examples: seen });
  },
});
