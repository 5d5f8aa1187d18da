import { z } from "zod";
import { baseUrl, hostPattern, httpsOrigin, httpsUrl, id, path, text } from "./shapes.ts";

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

const pageLogin = z.strictObject({
  driver: z.literal("page").describe("Drives the login page in a browser, by accessible names."),
  email: text.default("Email"),
  password: text.default("Password"),
  submit: text.default("Sign in"),
  consent: text.default("Allow"),
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
  latency: z
    .strictObject({ median_ms: z.number().positive(), max_ms: z.number().positive() })
    .prefault({ median_ms: 300, max_ms: 2000 })
    .describe("Milliseconds that each endpoint should answer within: median and maximum."),
  heartbeat: z
    .strictObject({ admin: httpsOrigin, hub: httpsOrigin, every_seconds: z.int().positive().default(60) })
    .optional()
    .describe("Who sends its heartbeat to whom, and how often (seed 003)."),
  redirect_allowlist: z.array(allowlistEntry).describe("The published redirect allowlist (seed 001)."),
});
export type HubSettings = z.infer<typeof hubSettings>;
