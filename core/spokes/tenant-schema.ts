import { z } from "zod";
import { hostName, id, path, secretRef, text } from "./shapes.ts";

const label = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "one label of a host name, such as acme or beta-corp");
const packageName = z
  .string()
  .regex(/^[a-z0-9_.-]+\/[a-z0-9_.-]+$/, "a package's full name, such as acme/payment-gateway");

const tenantTokens = z
  .strictObject({
    owner: secretRef.describe("A CMA token of level owner: env:NAME."),
    admin: secretRef.describe("A CMA token of level admin: env:NAME."),
    viewer: secretRef.describe("A CMA token of level viewer: env:NAME."),
    revoked: secretRef.describe("A CMA token of this tenant that was revoked: env:NAME."),
    customer: secretRef.describe("A customer token of this tenant, for Composer: env:NAME."),
  })
  .partial()
  .describe("What is left out leaves its cells of the matrix unknown.");

const tenant = z.strictObject({
  subdomain: label,
  packages: z
    .array(packageName)
    .min(1, "at least one package")
    .describe("Packages that are known to stand in this tenant, and in no other."),
  customers: z
    .array(text)
    .min(1, "at least one customer's email")
    .describe("Emails of active customers that are known to stand in this tenant, and in no other."),
  tokens: tenantTokens.prefault({}),
});
export type Tenant = z.infer<typeof tenant>;

const rest = z
  .strictObject({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path: path.describe("{id}, {name}, {email} and {customer} are filled in."),
    body: z
      .record(z.string(), z.json())
      .optional()
      .describe("Members of the JSON body; the same words are filled in."),
  })
  .describe("As a request of the REST API.");
export type RestForm = z.infer<typeof rest>;

const graphql = z
  .strictObject({
    query: text.describe("The document, with one field at its top."),
    variables: z
      .record(z.string(), z.json())
      .default({})
      .describe("{id}, {name}, {email} and {customer} are filled in."),
  })
  .describe("As a request of the GraphQL API.");
export type GraphqlForm = z.infer<typeof graphql>;

const dotted = z
  .string()
  .regex(/^\w+(\.\w+)*$/, "members of the thing that is answered with, with dots between, such as id");

const operation = z.strictObject({
  rest: rest.optional(),
  graphql: graphql.optional(),
  gives: z
    .strictObject({
      id: dotted.describe("Where the id of what was made stands in the answer; by default id."),
      token: dotted.describe("Where a new token stands in the answer; by default token."),
      text: dotted.describe("read_settings: where the text stands that update_settings writes as {name}."),
    })
    .partial()
    .optional()
    .describe(
      "Members of the thing that was asked for: `data` of a REST answer where there is one, the top field of GraphQL.",
    ),
});
export type Operation = z.infer<typeof operation>;

/** What seed 004 documents, and what it names without saying how it is asked for. */
export const OPERATIONS = [
  "list_packages",
  "read_package",
  "list_customers",
  "list_tokens",
  "list_collections",
  "read_settings",
  "create_package",
  "delete_package",
  "create_customer",
  "delete_customer",
  "create_token",
  "revoke_token",
  "create_collection",
  "delete_collection",
  "update_settings",
  "create_cma_token",
  "list_cma_tokens",
  "revoke_cma_token",
] as const;
export type OperationName = (typeof OPERATIONS)[number];

// keys and not a record, so that a name that is mistyped is told with the nearest
const operations = Object.fromEntries(OPERATIONS.map((name) => [name, operation.optional()])) as Record<
  OperationName,
  z.ZodOptional<typeof operation>
>;

/** The package registry: every tenant is a subdomain of one host (seed 004). */
export const tenantApiSpoke = z.strictObject({
  id,
  name: text,
  kind: z.literal("tenant-api"),
  host: hostName.describe("Host without tenant, e.g. packages.cargoman.io; a tenant is {subdomain}.{host}."),
  tenants: z.strictObject({
    first: tenant,
    second: tenant,
    suspended: z
      .strictObject({
        subdomain: label,
        tokens: tenantTokens.prefault({}).describe("One token at least shows that even Composer is refused."),
      })
      .optional()
      .describe("A tenant that is suspended. Without one its rows are unknown."),
  }),
  tokens: z
    .strictObject({ root: secretRef.describe("The ADMIN_TOKEN of the installation: env:NAME.") })
    .partial()
    .prefault({}),
  cma_scope: z
    .enum(["tenant", "installation"])
    .optional()
    .describe(
      "Where a CMA token holds: in its own tenant, or in all of the installation. Seed 004 allows both readings; left out, the rows that rest on it are unknown.",
    ),
  operations: z
    .strictObject(operations)
    .prefault({})
    .describe(
      "How the API is asked for what seed 004 names but does not document. What is left out is unknown, never passed.",
    ),
});
export type TenantApiSpoke = z.infer<typeof tenantApiSpoke>;
