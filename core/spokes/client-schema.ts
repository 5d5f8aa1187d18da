import { z } from "zod";
import { ACCEPTABLE } from "../tripwire/mode-names.ts";
import { basePath, day, hostName, httpsOrigin, httpsUrl, id, link, path, secretRef, text } from "./shapes.ts";

const ownLogin = z
  .strictObject({
    authorization: path.describe("Its authorization endpoint, under auth_path."),
    token: path.describe("Its token endpoint, under auth_path."),
    userinfo: path.describe("Its userinfo endpoint, under auth_path: who a token of its own belongs to."),
    client_id: text.describe("The app's own public client there; PKCE is sent."),
    redirect_uri: httpsUrl.describe("The app's own redirect URI there, byte for byte."),
    scope: text.default("openid"),
    provider_parameter: text.describe(
      "The parameter of the authorization request that names the provider to sign in with.",
    ),
  })
  .describe(
    "For adapter generic: how the app's login goes where the backend is an OpenID Provider to its own app (a broker). Without it the tripwire's rows are unknown.",
  );

const backend = z.strictObject({
  url: httpsOrigin.describe(
    "The branded data backend, e.g. https://api.cargoworks.ai; never the vendor's host.",
  ),
  vendor_host: hostName
    .optional()
    .describe(
      "The same backend under its vendor's name, e.g. <ref>.supabase.co: its callback must be refused. A target's vendor_hosts stands above it.",
    ),
  adapter: z.enum(["supabase-auth", "generic"]).default("supabase-auth"),
  login: ownLogin.optional(),
  auth_path: basePath.default("/auth/v1").describe("Base path of the backend's auth API."),
  rest_path: basePath.default("/rest/v1").describe("Base path of the backend's data API."),
  anon_key: secretRef.optional().describe("The public key that the app's client library sends: env:NAME."),
  service_key: secretRef.optional().describe("The admin key: env:NAME. Without it some rows stay unknown."),
  refresh_reuse_seconds: z
    .number()
    .nonnegative()
    .default(10)
    .describe("How long a spent refresh token is taken again; Supabase Auth calls it the reuse interval."),
  jwks_cooldown_seconds: z
    .number()
    .nonnegative()
    .max(60)
    .default(30)
    .describe(
      "How long after it fetched the provider's key set this backend need not fetch it again, whatever kid a token names; what common libraries do by default. A new key must be followed within it.",
    ),
  token_budget: z
    .strictObject({ seconds: z.int().positive(), bytes: z.int().positive() })
    .prefault({ seconds: 3600, bytes: 4096 })
    .describe("Longest life and largest size of an access token, of the hub and of this backend (advisory)."),
  session_issuer: httpsUrl
    .optional()
    .describe("Issuer of the native session; by default the backend's own auth URL."),
});

const provider = z
  .strictObject({
    id: text.default("custom:cargo-ac"),
    issuer: text.optional().describe("As pasted into the provider form; by default the target's issuer."),
    auto_discovery: z.literal(false, "false: RULE A, Auto-discovery must be OFF (seed 002)").default(false),
    scopes: z.array(text).default(["openid", "profile", "email"]),
    allow_users_without_email: z.literal(false, "false: it must be OFF (seed 002, STEP 2)").default(false),
    pkce: z.boolean().default(true),
    endpoints: z
      .strictObject({ authorization: httpsUrl, token: httpsUrl, userinfo: httpsUrl, jwks: httpsUrl })
      .partial()
      .prefault({})
      .describe("The manual endpoints as pasted into the form; by default the hub's public ones."),
  })
  .describe("The Custom OIDC Provider as it is registered in the spoke's backend.");

const rows = z.int("a number of rows, or numbers by organisation").nonnegative();
const rls = z.strictObject({
  probe: text
    .optional()
    .describe("Name of the probe function in the spoke's database; without it the RLS rows are unknown."),
  policies: text
    .optional()
    .describe(
      "Name of the function that lists the policies to the service key; without it they are not read.",
    ),
  profile: z
    .strictObject({ table: text, column: text.default("id") })
    .optional()
    .describe(
      "The table with a row for each user, made by a trigger at the first login, and the column that holds the user's id.",
    ),
  tables: z
    .record(z.string(), z.record(z.string(), z.union([rows, z.record(z.string(), rows)])))
    .default({})
    .describe(
      "The spoke's own tables: how many rows each test user must see after login, or while each of their organisations is active.",
    ),
});

/** What the architecture review decided when Gate 2 paused: the one way out of PAUSED. */
export const architectureDecision = z
  .strictObject({
    target: z
      .union([text, z.array(text).min(1, "at least one target")])
      .describe("Name of the target it was decided for, or a list: staging, and production when it follows."),
    mode: z
      .enum(ACCEPTABLE)
      .describe("The mode that is accepted instead of the manual settings, as the report names it."),
    owner: text.describe("Who answers for it."),
    reason: z.string().min(10, "a reason of at least 10 characters"),
    link,
    until: day.describe("Last day it is in force."),
  })
  .describe("Gate 2 then judges against this mode, and every report says what it loses.");
export type ArchitectureDecision = z.infer<typeof architectureDecision>;

/** An app that keeps its own data backend and signs its users in through the hub. */
export const clientSpoke = z.strictObject({
  id,
  name: text,
  kind: z.literal("client"),
  key: text.describe("The app key in app_access."),
  pilot: z.boolean().default(false).describe("The one spoke that must have a GO before any other."),
  internal: z.boolean().default(false).describe("Staff carry the role `internal` or higher (seed 000)."),
  app: httpsOrigin.describe("Origin of the app, e.g. https://cargoworks.ai."),
  backend,
  callback: httpsUrl.describe("The backend's callback as sent to Cargo: <backend>/auth/v1/callback."),
  provider: provider.prefault({}),
  client: z
    .strictObject({
      id: text,
      secret: secretRef.describe("Sent out of band by Cargo: env:NAME, never the value."),
      auth_method: z.enum(["client_secret_basic", "client_secret_post"]).default("client_secret_basic"),
    })
    .describe("The confidential client that Cargo registered for this spoke."),
  architecture_decision: architectureDecision.optional(),
  button: z
    .array(text)
    .min(1, "at least one accessible name")
    .default(["Continue with Cargo", "Continue with Cargo Account"])
    .describe("Accepted accessible names of the one sign-in control."),
  sign_out: text.default("Sign out").describe("Accessible name of the sign-out control."),
  source: text
    .optional()
    .describe("Folder with the app's source, relative to this file; it is read, never run."),
  routes: z.array(path).default([]).describe("Extra routes of the app to look at when signed out."),
  rls: rls.prefault({}),
  users: z
    .strictObject({ entitled: text, unentitled: text, switching: text })
    .partial()
    .prefault({})
    .describe(
      "Test users of the contract: one with a grant for this app, one without, and one with two organisations whose organisation, membership and sessions the harness may change (by default the first other than the entitled one who has two).",
    ),
  peer: id
    .optional()
    .describe("Another client spoke: its tokens and its client must be nothing here. By default the pilot."),
  internal_roles: z
    .array(text)
    .min(1, "at least one role")
    .default(["internal", "admin", "owner"])
    .describe("Roles of app_roles that count as `internal` or higher."),
});
export type ClientSpoke = z.infer<typeof clientSpoke>;
