import { z } from "zod";
import { heartbeat } from "./heartbeat-schema.ts";
import { baseUrl, hostPattern, httpsOrigin, httpsUrl, id, path, secretRef, text } from "./shapes.ts";

const endpoints = z
  .strictObject({
    discovery: path.default("/.well-known/openid-configuration"),
    authorization: path.default("/oauth/authorize"),
    token: path.default("/oauth/token"),
    userinfo: path.default("/oauth/userinfo"),
    jwks: path.default("/.well-known/jwks.json"),
    logout: path.default("/logout"),
  })
  .describe("Endpoint paths under public_url.");

const httpLogin = z.strictObject({
  driver: z.literal("http").describe("Posts the login form; no browser is needed."),
  fields: z
    .strictObject({ email: text, password: text })
    .prefault({ email: "email", password: "password" })
    .describe("Names of the form fields of the login page."),
  consent: z
    .strictObject({ name: text, value: text })
    .optional()
    .describe(
      "Name and value of the button that grants consent; without it the first submit button is used.",
    ),
});

export const pageLogin = z.strictObject({
  driver: z.literal("page").describe("Drives the login page in a browser, by accessible names."),
  email: text.default("Email"),
  password: text.default("Password"),
  submit: text.default("Sign in"),
  consent: text.default("Allow"),
  code: text.default("Code").describe("Field of a second factor's one-time code."),
});

const call = z.strictObject({
  method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).default("POST"),
  url: httpsUrl.describe("Absolute URL; {org}, {user}, {sub}, {email} and {app} are filled in."),
  body: z
    .record(z.string(), z.string())
    .default({})
    .describe("Members of the JSON body; the same words are filled in: {user} is the id in the contract."),
});
export type HubCall = z.infer<typeof call>;

const pageStep = z
  .union([
    z.strictObject({ fill: text.describe("Label of a field."), text }),
    z.strictObject({ select: text.describe("Label of a list."), option: text }),
    z.strictObject({ click: text.describe("Accessible name of a button or link.") }),
  ])
  .describe("What a person does; {org}, {user}, {sub}, {email} and {app} are filled in.");
export type PageStep = z.infer<typeof pageStep>;

const arrives = z
  .number()
  .nonnegative()
  .default(5)
  .describe("How long a switch may take until a refresh or a new sign-in brings it.");

const rotation = call.partial({ url: true }).extend({
  command: z
    .array(text)
    .min(1, "a program, and its arguments")
    .optional()
    .describe(
      "In place of a request: a program and its arguments, run in the folder of this file, without a shell. It ends with 0 when the key has rotated.",
    ),
});

const orgSwitch = z.discriminatedUnion("driver", [
  call.extend({
    driver: z
      .literal("http")
      .describe("One request, with the person's own access token of the hub as bearer."),
    arrives_within_seconds: arrives,
  }),
  z.strictObject({
    driver: z
      .literal("page")
      .describe("The person's own page at Cargo, in a browser, signed in there first."),
    url: httpsUrl.describe("Where the person switches, e.g. the dashboard of the account home."),
    steps: z.array(pageStep).min(1, "at least one step"),
    labels: z
      .record(text, text)
      .default({})
      .describe("What the page calls each organisation, by its id; without it, its id."),
    arrives_within_seconds: arrives,
  }),
]);
export type OrgSwitch = z.infer<typeof orgSwitch>;

const operator = z
  .strictObject({
    bearer: secretRef.describe("The operator's token, for requests: env:NAME."),
    rotate_key: rotation,
    remove_member: call,
    restore_member: call,
    revoke_grant: call,
    restore_grant: call,
    expired_token: call.describe(
      "Answers with an `access_token` of the test person {sub} that expired already: userinfo must refuse it.",
    ),
    delete_user: call.describe("Removes an account that a check signed up; {email} and {sub} name it."),
  })
  .partial({
    bearer: true,
    rotate_key: true,
    remove_member: true,
    restore_member: true,
    revoke_grant: true,
    restore_grant: true,
    expired_token: true,
    delete_user: true,
  });

const service = z
  .strictObject({
    token: secretRef.describe(
      "A service token of the hub's, made for this and revoked afterwards: env:NAME. It is shown to the spoke's backend.",
    ),
    works_at: httpsUrl.describe("Where the hub answers a GET with it: it must be seen to work somewhere."),
  })
  .describe("What must be nobody at a spoke. Without it that row is unknown, and Cargo attests it.");

const testClient = z.strictObject({
  id: text,
  secret: secretRef,
  redirect_uri: httpsUrl.describe("A redirect URI registered for it; nothing has to answer there."),
  auth_method: z.enum(["client_secret_basic", "client_secret_post"]).default("client_secret_basic"),
});

const allowlistEntry = z.strictObject({
  url: httpsUrl,
  retired: z.boolean().default(false).describe("On the published list, but no longer to be accepted."),
  spoke: id.optional().describe("Id of the spoke it belongs to."),
});

/** The OpenID Provider under test. */
export const hubSettings = z.strictObject({
  name: text,
  public_url: baseUrl.describe("Base of the public auth domain, e.g. https://auth.cargo.ac/auth/v1."),
  backend_hosts: z
    .array(hostPattern)
    .min(1, "at least one host or pattern")
    .describe("Hosts the issuer may live on (RULE A: never the public domain)."),
  vendor_hosts: z
    .array(hostPattern)
    .min(1, "at least one host or pattern")
    .describe("Hosts a user must never see: the backend's and the vendor's."),
  account_home: httpsOrigin.describe("The only place where a password is entered."),
  endpoints: endpoints.prefault({}),
  login: z
    .discriminatedUnion("driver", [httpLogin, pageLogin])
    .describe("How the harness signs a test person in at the hub."),
  org_switch: orgSwitch
    .optional()
    .describe(
      "How a person's active organisation is switched. Without it the rows about a switch are unknown.",
    ),
  operator: operator
    .optional()
    .describe(
      "What only the hub's operators may do, as far as the harness may have it done; undone after use.",
    ),
  service: service.optional(),
  test_client: testClient
    .optional()
    .describe("A second client at the hub, of the harness's own; without it a spoke's `peer` is taken."),
  refresh_reuse_seconds: z
    .number()
    .nonnegative()
    .default(0)
    .describe("How long the hub takes a spent refresh token again, for clients that lost the answer."),
  key_overlap_seconds: z
    .int()
    .positive()
    .default(3600)
    .describe("How long an old signing key stays published beside the new one; caches may not live longer."),
  latency: z
    .strictObject({ median_ms: z.number().positive(), max_ms: z.number().positive() })
    .prefault({ median_ms: 300, max_ms: 2000 })
    .describe("Milliseconds that each endpoint should answer within: median and maximum."),
  heartbeat: heartbeat.optional(),
  redirect_allowlist: z.array(allowlistEntry).describe("The published redirect allowlist (seed 001)."),
});
export type HubSettings = z.infer<typeof hubSettings>;
