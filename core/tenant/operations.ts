import {
  type GraphqlForm,
  OPERATIONS,
  type Operation,
  type OperationName,
  type RestForm,
  type TenantApiSpoke,
} from "../spokes/tenant-schema.ts";

/** Levels of CMA tokens, highest first (seed 004). */
export const LEVELS = ["owner", "admin", "viewer"] as const;
export type Level = (typeof LEVELS)[number];

/** What a level is said to be for, in the words of seed 004. */
export type Area = "packages" | "customers" | "tokens" | "collections" | "settings" | "team";

export interface OperationAbout {
  readonly area: Area;
  /** the lowest level that may */
  readonly level: Level;
  readonly does: "read" | "write";
}

/** Admin: "manage packages, customers, tokens, collections, and settings". Owner: "+ team management". Viewer: reads. */
export const ABOUT: Readonly<Record<OperationName, OperationAbout>> = {
  list_packages: { area: "packages", level: "viewer", does: "read" },
  read_package: { area: "packages", level: "viewer", does: "read" },
  list_customers: { area: "customers", level: "viewer", does: "read" },
  list_tokens: { area: "tokens", level: "viewer", does: "read" },
  list_collections: { area: "collections", level: "viewer", does: "read" },
  read_settings: { area: "settings", level: "viewer", does: "read" },
  create_package: { area: "packages", level: "admin", does: "write" },
  delete_package: { area: "packages", level: "admin", does: "write" },
  create_customer: { area: "customers", level: "admin", does: "write" },
  delete_customer: { area: "customers", level: "admin", does: "write" },
  create_token: { area: "tokens", level: "admin", does: "write" },
  revoke_token: { area: "tokens", level: "admin", does: "write" },
  create_collection: { area: "collections", level: "admin", does: "write" },
  delete_collection: { area: "collections", level: "admin", does: "write" },
  update_settings: { area: "settings", level: "admin", does: "write" },
  create_cma_token: { area: "team", level: "owner", does: "write" },
  // Whether a viewer may see the team is not said: it only serves to see what a write left.
  list_cma_tokens: { area: "team", level: "owner", does: "read" },
  revoke_cma_token: { area: "team", level: "owner", does: "write" },
};

/** As seed 004 writes them. */
export const DOCUMENTED = {
  packages: "query { packages(first: 10) { edges { node { id name repositoryUrl } } totalCount } }",
  customers:
    "query($filter: CustomerFilter) { customers(first: 20, filter: $filter) { edges { node { id email status } } } }",
  createPackage:
    "mutation CreatePackage($input: CreatePackageInput!) { createPackage(input: $input) { id name } }",
} as const;

const documented: Readonly<Partial<Record<OperationName, Operation>>> = {
  list_packages: {
    rest: { method: "GET", path: "/api/v1/packages" },
    graphql: { query: DOCUMENTED.packages, variables: {} },
  },
  read_package: { rest: { method: "GET", path: "/api/v1/packages/{name}" } },
  list_customers: {
    graphql: { query: DOCUMENTED.customers, variables: { filter: { status: "ACTIVE" } } },
  },
  create_customer: {
    rest: { method: "POST", path: "/api/v1/customers", body: { email: "{email}", name: "{name}" } },
  },
  create_package: {
    graphql: {
      query: DOCUMENTED.createPackage,
      variables: {
        input: { name: "{name}", repositoryUrl: "https://github.com/{name}", repositoryType: "git" },
      },
    },
  },
};

/** One way to ask for one thing. */
export interface Way extends OperationAbout {
  readonly operation: OperationName;
  readonly api: "rest" | "graphql";
  readonly form: RestForm | GraphqlForm;
  readonly gives: NonNullable<Operation["gives"]>;
}

/** Every way that seed 004 documents or spokes.yaml declares; what the seed documents is not declared away. */
export const waysOf = ({ operations }: TenantApiSpoke): readonly Way[] =>
  OPERATIONS.flatMap((operation) => {
    const [known, declared] = [documented[operation], operations[operation]];
    const gives = declared?.gives ?? {};
    return (["rest", "graphql"] as const).flatMap((api): Way[] => {
      const form = known?.[api] ?? declared?.[api];
      return form ? [{ operation, api, form, gives, ...ABOUT[operation] }] : [];
    });
  });
