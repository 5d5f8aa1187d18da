import { z } from "zod";

/** `env:NAME`: where a secret is found. A value in this place is refused: secrets never stand in spokes.yaml. */
const secretRef = z
  .string()
  .regex(
    /^env:[A-Za-z_][A-Za-z0-9_]*$/,
    "a secret reference such as env:CARGO_CLIENT_SECRET, never the secret itself",
  )
  .meta({ description: "Where the secret is found: env:NAME. Never the value." });

const httpsUrl = z
  .string()
  .regex(/^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, "an https URL without query, fragment or user information")
  .meta({ description: "https URL, compared byte for byte" });

/** Scheme and host only: `https://cargoworks.ai`. */
const httpsOrigin = z
  .string()
  .regex(
    /^https:\/\/[^\s/?#@]+$/,
    "an https origin without a path or trailing slash, such as https://cargoworks.ai",
  );

const hostPattern = z
  .string()
  .regex(
    /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/,
    "a host name such as hubref.supabase.co, or a pattern such as *.supabase.co",
  );

const path = z.string().regex(/^\/[^\s?#]*$/, "a path that begins with a slash");
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/, "a short id of lower-case letters, digits, dots and dashes");
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day such as 2026-12-31");

const endpoints = z
  .strictObject({
    discovery: path.default("/.well-known/openid-configuration"),
    authorization: path.default("/oauth/authorize"),
    token: path.default("/oauth/token"),
    userinfo: path.default("/oauth/userinfo"),
    jwks: path.default("/.well-known/jwks.json"),
    logout: path.default("/logout"),
  })
  .prefault({});

/** How the harness signs a test person in at the hub. */
const loginDriver = z.discriminatedUnion("driver", [
  z.strictObject({
    driver: z.literal("http"),
    /** names of the form fields of the login page */
    fields: z
      .strictObject({ email: z.string(), password: z.string() })
      .prefault({ email: "email", password: "password" }),
    /** name and value of the button that grants consent; without it the first submit button is used */
    consent: z.strictObject({ name: z.string(), value: z.string() }).optional(),
  }),
  z.strictObject({
    driver: z.literal("page"),
    /** accessible names of the controls, tried in order */
    email: z.string().default("Email"),
    password: z.string().default("Password"),
    submit: z.string().default("Sign in"),
    consent: z.string().default("Allow"),
  }),
]);

export const hubSettings = z.strictObject({
  name: z.string(),
  /** base of the public auth domain, e.g. https://auth.cargo.ac/auth/v1 */
  public_url: httpsUrl,
  /** hosts the issuer may live on (RULE A: never the public domain) */
  backend_hosts: z.array(hostPattern).min(1),
  /** hosts a user must never see: the backend's and the vendor's */
  vendor_hosts: z.array(hostPattern).min(1),
  account_home: httpsOrigin,
  endpoints,
  /** where a browser's sign-in pages are driven by a form post or by a page */
  login: loginDriver,
  /** milliseconds: median and maximum that each endpoint should answer within */
  latency: z
    .strictObject({ median_ms: z.number(), max_ms: z.number() })
    .prefault({ median_ms: 300, max_ms: 2000 }),
  /** the hub's heartbeat: seed 003, last row of the onboarding sequence */
  heartbeat: z
    .strictObject({ admin: httpsOrigin, hub: httpsOrigin, every_seconds: z.int().default(60) })
    .optional(),
  /** redirect allowlist of seed 001 */
  redirect_allowlist: z.array(
    z.strictObject({
      url: httpsUrl,
      retired: z.boolean().default(false),
      /** the spoke it belongs to */
      spoke: id.optional(),
    }),
  ),
});
export type HubSettings = z.infer<typeof hubSettings>;

const base = { id, name: z.string() };

const clientSpoke = z.strictObject({
  ...base,
  kind: z.literal("client"),
  /** the app key in `app_access` */
  key: z.string(),
  pilot: z.boolean().default(false),
  /** seed 000: internal apps expect the role `internal` or higher for staff */
  internal: z.boolean().default(false),
  app: httpsOrigin,
  backend: z.strictObject({
    url: httpsOrigin,
    adapter: z.enum(["supabase-auth", "generic"]).default("supabase-auth"),
    /** base path of the backend's auth API */
    auth_path: path.default("/auth/v1"),
    /** base path of its data API */
    rest_path: path.default("/rest/v1"),
    anon_key: secretRef.optional(),
    service_key: secretRef.optional(),
    /** issuer of the native session; by default the backend's own auth URL */
    session_issuer: httpsUrl.optional(),
  }),
  callback: z.string(),
  provider: z
    .strictObject({
      id: z.string().default("custom:cargo-ac"),
      /** the issuer as pasted into the provider form; by default the target's `issuer` */
      issuer: z.string().optional(),
      auto_discovery: z.literal(false, "RULE A: Auto-discovery must be OFF (seed 002)").default(false),
      scopes: z.array(z.string()).default(["openid", "profile", "email"]),
      allow_users_without_email: z.literal(false, "must be OFF (seed 002, STEP 2)").default(false),
      pkce: z.boolean().default(true),
      /** the manual endpoints as pasted into the form; by default the hub's public ones */
      endpoints: z
        .strictObject({
          authorization: httpsUrl.optional(),
          token: httpsUrl.optional(),
          userinfo: httpsUrl.optional(),
          jwks: httpsUrl.optional(),
        })
        .prefault({}),
    })
    .prefault({}),
  client: z.strictObject({
    id: z.string(),
    secret: secretRef,
    auth_method: z.enum(["client_secret_basic", "client_secret_post"]).default("client_secret_basic"),
  }),
  /** accepted accessible names of the one sign-in control */
  button: z.array(z.string()).default(["Continue with Cargo", "Continue with Cargo Account"]),
  sign_out: z.string().default("Sign out"),
  /** extra routes of the app to look at when signed out */
  routes: z.array(path).default([]),
  rls: z
    .strictObject({
      /** name of the probe function of contract/sql; without it the RLS rows are unknown */
      probe: z.string().optional(),
      /** the spoke's own tables, with the number of rows each test user must see */
      tables: z.record(z.string(), z.record(z.string(), z.int())).default({}),
    })
    .prefault({}),
  users: z.strictObject({ entitled: z.string().optional(), unentitled: z.string().optional() }).prefault({}),
});
export type ClientSpoke = z.infer<typeof clientSpoke>;

const handoffSpoke = z.strictObject({
  ...base,
  kind: z.literal("handoff"),
  app: httpsOrigin,
  /** where the account home sends the user back to */
  return_url: httpsUrl.optional(),
});
export type HandoffSpoke = z.infer<typeof handoffSpoke>;

const accountHomeSpoke = z.strictObject({
  ...base,
  kind: z.literal("account-home"),
  app: httpsOrigin,
  screens: z
    .strictObject({
      login: path.default("/login"),
      signup: path.default("/signup"),
      reset: path.default("/reset-password"),
      dashboard: path.default("/dashboard"),
    })
    .prefault({}),
});
export type AccountHomeSpoke = z.infer<typeof accountHomeSpoke>;

const tenantApiSpoke = z.strictObject({
  ...base,
  kind: z.literal("tenant-api"),
  /** host without tenant, e.g. packages.cargoman.io; a tenant is {subdomain}.{host} */
  host: hostPattern,
  tenants: z.strictObject({ first: id, second: id, suspended: id.optional() }),
  tokens: z.strictObject({ root: secretRef }).partial().prefault({}),
});
export type TenantApiSpoke = z.infer<typeof tenantApiSpoke>;

export const spoke = z.discriminatedUnion("kind", [
  clientSpoke,
  handoffSpoke,
  accountHomeSpoke,
  tenantApiSpoke,
]);
export type Spoke = z.infer<typeof spoke>;

/** `host` or `host:port` to the address that is dialled instead; name, SNI and Host header stay. */
const resolve = z.record(
  z.string(),
  z.string().regex(/^[^\s:]+:\d+$|^\[[^\]]+\]:\d+$/, "an address with a port, such as 127.0.0.1:8443"),
);

export const target = z.strictObject({
  /** the hub's issuer there, copied from live discovery, byte for byte; never invented */
  issuer: z.string().optional(),
  /** start the embedded federation and reach it by overrides */
  embedded: z.boolean().default(false),
  resolve: resolve.default({}),
  /** PEM file with extra certificate authorities */
  ca_file: z.string().optional(),
  read_only: z.boolean().default(false),
  allow_writes: z.boolean().default(false),
  /** requests to one host in one run, and milliseconds before a request is given up */
  requests_per_host: z.int().default(400),
  timeout_ms: z.int().max(30_000).default(10_000),
});
export type Target = z.infer<typeof target>;

const scope = {
  check: z.string(),
  spoke: id,
  target: z.string(),
  owner: z.string(),
  reason: z.string().min(10),
  link: z.url(),
};
/** Accepts a fail until its last day. */
export const waiver = z.strictObject({ ...scope, until: day });
export type Waiver = z.infer<typeof waiver>;
/** Answers an unknown that only a person can answer. */
export const attestation = z.strictObject({ ...scope, on: day, until: day });
export type Attestation = z.infer<typeof attestation>;

export const spokesFile = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  /** folder of the identity contract; by default the harness's own */
  contract: z.string().optional(),
  hub: hubSettings,
  targets: z.record(z.string(), target),
  spokes: z.array(spoke).min(1),
  waivers: z.array(waiver).default([]),
  attestations: z.array(attestation).default([]),
});
/** The whole of spokes.yaml. */
export type SpokesFile = z.infer<typeof spokesFile>;
