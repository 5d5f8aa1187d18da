import type { Stock } from "../../core/evidence/tenant.ts";
import type { Tenant } from "../../core/spokes/tenant-schema.ts";
import { isMembers, itemsOf, memberAt, thingIn } from "../../core/tenant/answers.ts";
import type { Api } from "../../core/tenant/callers.ts";
import { type Asking, graphql } from "./forms.ts";
import { inventedEmail, inventedId, inventedPackage, inventedWord } from "./invent.ts";

/** A question at one tenant with something of the other in it. */
export interface GuessRow {
  readonly name: string;
  readonly api: Api;
  /** what of the other tenant is put in */
  readonly value: string;
  /** of the same form, and nobody's: the answer must be the same */
  readonly invented?: string;
  readonly asking: (value: string) => Asking;
  readonly headers?: (value: string) => Readonly<Record<string, string>>;
}

/** What is known of the tenant that is guessed at. */
interface Theirs {
  readonly tenant: Tenant;
  readonly packageId: string | undefined;
  readonly customerId: string | undefined;
  readonly packageCursor: string | undefined;
  readonly customerCursor: string | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const firstCursor = (thing: unknown): string | undefined => {
  const edges = memberAt(thing, "edges");
  const edge = Array.isArray(edges) && isMembers(edges[0]) ? edges[0] : {};
  return text(edge.cursor) ?? text(memberAt(thing, "pageInfo.endCursor"));
};

export const theirsOf = (tenant: Tenant, stock: Stock | undefined): Theirs => {
  const idOf = (thing: unknown, member: string, known: readonly string[]) =>
    text(itemsOf(thing).find((item) => known.includes(String(item[member])))?.id);
  const { pages = [], customers, whole_packages, whole_customers } = stock ?? {};
  return {
    tenant,
    packageId: idOf(thingIn("rest", pages[0]?.answer), "name", tenant.packages),
    customerId: idOf(thingIn("graphql", customers?.answer), "email", tenant.customers),
    packageCursor: firstCursor(thingIn("graphql", whole_packages?.answer)),
    customerCursor: firstCursor(thingIn("graphql", whole_customers?.answer)),
  };
};

const get = (path: string): Asking => ({ method: "GET", path });
const list = "/api/v1/packages";
const NODES = "edges { node { id name } } totalCount";
const PEOPLE = "edges { node { id email } } totalCount";

const byName = ({ tenant }: Theirs): GuessRow[] => {
  const [name = ""] = tenant.packages;
  const invented = inventedPackage(name);
  const about = { value: name, invented };
  return [
    { ...about, api: "rest", name: "details by name", asking: (value) => get(`${list}/${value}`) },
    {
      ...about,
      api: "rest",
      name: "details by name, slash escaped",
      asking: (value) => get(`${list}/${encodeURIComponent(value)}`),
    },
    ...["search", "name", "q", "filter[name]"].map(
      (parameter): GuessRow => ({
        ...about,
        api: "rest",
        name: `list with ?${parameter}=`,
        asking: (value) => get(`${list}?${encodeURIComponent(parameter)}=${encodeURIComponent(value)}`),
      }),
    ),
    {
      ...about,
      api: "graphql",
      name: "package(name)",
      asking: (value) => graphql("query($v: String!) { package(name: $v) { id name } }", { v: value }),
    },
    {
      ...about,
      api: "graphql",
      name: "package(name) behind an alias",
      asking: (value) =>
        graphql(
          "query($v: String!) { mine: packages(first: 1) { totalCount } other: package(name: $v) { id name } }",
          {
            v: value,
          },
        ),
    },
    {
      ...about,
      api: "graphql",
      name: "packages(filter: name)",
      asking: (value) =>
        graphql(`query($v: String!) { packages(first: 10, filter: { name: $v }) { ${NODES} } }`, {
          v: value,
        }),
    },
    { ...about, api: "composer", name: "metadata by name", asking: (value) => get(`/p2/${value}.json`) },
  ];
};

const byId = ({ packageId, customerId }: Theirs): GuessRow[] => {
  const rows = (value: string | undefined, each: readonly Omit<GuessRow, "value" | "invented">[]) => {
    if (value === undefined) return [];
    const invented = inventedId(value);
    return each.map((row): GuessRow => ({ ...row, value, ...(invented !== undefined && { invented }) }));
  };
  const query = (field: string) => (value: string) => graphql(`query($v: ID!) { ${field} }`, { v: value });
  return [
    ...rows(packageId, [
      { api: "rest", name: "details by id", asking: (value) => get(`${list}/${encodeURIComponent(value)}`) },
      { api: "graphql", name: "package(id)", asking: query("package(id: $v) { id name }") },
      { api: "graphql", name: "node(id) of a package", asking: query("node(id: $v) { id __typename }") },
    ]),
    ...rows(customerId, [
      {
        api: "rest",
        name: "customer by id",
        asking: (value) => get(`/api/v1/customers/${encodeURIComponent(value)}`),
      },
      { api: "graphql", name: "customer(id)", asking: query("customer(id: $v) { id email }") },
      { api: "graphql", name: "node(id) of a customer", asking: query("node(id: $v) { id __typename }") },
    ]),
  ];
};

const byCursor = ({ packageCursor, customerCursor }: Theirs): GuessRow[] => {
  const row = (name: string, value: string | undefined, field: string): GuessRow[] =>
    value === undefined
      ? []
      : [{ api: "graphql", name, value, asking: (v) => graphql(`query($v: String!) { ${field} }`, { v }) }];
  return [
    ...row("packages(after)", packageCursor, `packages(first: 10, after: $v) { ${NODES} }`),
    ...row("packages(before)", packageCursor, `packages(last: 10, before: $v) { ${NODES} }`),
    ...row("customers(after)", customerCursor, `customers(first: 10, after: $v) { ${PEOPLE} }`),
  ];
};

const byFilter = ({ tenant }: Theirs): GuessRow[] => {
  const [email = ""] = tenant.customers;
  const { subdomain } = tenant;
  const invented = inventedWord();
  const parameters = ["tenant", "tenant_id", "subdomain", "organization"];
  const headers = ["x-tenant", "x-tenant-id", "x-subdomain"];
  return [
    {
      api: "graphql",
      name: "customers(filter: email)",
      value: email,
      invented: inventedEmail(email),
      asking: (value) =>
        graphql(`query($v: String!) { customers(first: 10, filter: { email: $v }) { ${PEOPLE} } }`, {
          v: value,
        }),
    },
    {
      api: "graphql",
      name: "customers(filter: tenant)",
      value: subdomain,
      invented,
      asking: (value) =>
        graphql(`query($v: String!) { customers(first: 10, filter: { tenant: $v }) { ${PEOPLE} } }`, {
          v: value,
        }),
    },
    {
      api: "graphql",
      name: "packages(tenant)",
      value: subdomain,
      invented,
      asking: (value) =>
        graphql(`query($v: String!) { packages(first: 10, tenant: $v) { ${NODES} } }`, { v: value }),
    },
    ...parameters.map(
      (parameter): GuessRow => ({
        api: "rest",
        name: `list with ?${parameter}=`,
        value: subdomain,
        invented,
        asking: (value) => get(`${list}?${parameter}=${encodeURIComponent(value)}`),
      }),
    ),
    ...headers.map(
      (header): GuessRow => ({
        api: "rest",
        name: `list with ${header}`,
        value: subdomain,
        invented,
        asking: () => get(list),
        headers: (value) => ({ [header]: value }),
      }),
    ),
  ];
};

/** Nothing of the other tenant stands in these: nothing of it may come of them. */
const byShape: readonly GuessRow[] = [
  ...["page=2", "page=0", "page=-1", "per_page=1000", "limit=1000&offset=1"].map(
    (query): GuessRow => ({
      api: "rest",
      name: `list with ?${query}`,
      value: "",
      asking: () => get(`${list}?${query}`),
    }),
  ),
  {
    api: "graphql",
    name: "three lists behind aliases",
    value: "",
    asking: () =>
      graphql(
        `query { packages1: packages(first: 100) { ${NODES} } packages2: packages(first: 100) { ${NODES} } customers3: customers(first: 100) { ${PEOPLE} } }`,
      ),
  },
  {
    api: "graphql",
    name: "three operations in one batch",
    value: "",
    asking: () => ({
      method: "POST",
      path: "/graphql",
      body: JSON.stringify([
        { query: `query { packages(first: 100) { ${NODES} } }` },
        { query: `query { packages(first: 100) { ${NODES} } }` },
        { query: `query { customers(first: 100) { ${PEOPLE} } }` },
      ]),
    }),
  },
];

/** Every guess at the other tenant that is tried from one. */
export const guessesAt = (theirs: Theirs): readonly GuessRow[] => [
  ...byName(theirs),
  ...byId(theirs),
  ...byCursor(theirs),
  ...byFilter(theirs),
  ...byShape,
];
