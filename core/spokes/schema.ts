import { z } from "zod";
import { browsers } from "./browsers-schema.ts";
import { clientSpoke } from "./client-schema.ts";
import { accountHomeSpoke, handoffSpoke } from "./home-schema.ts";
import { hubSettings } from "./hub-schema.ts";
import { inbox } from "./inbox-schema.ts";
import { day, hostName, httpsOrigin, httpsUrl, id, link, secretRef, text } from "./shapes.ts";
import { tenantApiSpoke } from "./tenant-schema.ts";

export type { ArchitectureDecision, ClientSpoke } from "./client-schema.ts";
export type { AccountHomeSpoke, HandoffSpoke } from "./home-schema.ts";
export {
  type HubCall,
  type HubSettings,
  hubSettings,
  type OrgSwitch,
  type PageStep,
  pageLogin,
} from "./hub-schema.ts";
export type { InboxSettings } from "./inbox-schema.ts";
export type { TenantApiSpoke } from "./tenant-schema.ts";

export const spoke = z.discriminatedUnion("kind", [
  clientSpoke,
  handoffSpoke,
  accountHomeSpoke,
  tenantApiSpoke,
]);
export type Spoke = z.infer<typeof spoke>;

const resolve = z
  .record(
    z
      .string()
      .regex(
        /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*:\d{1,5}$/,
        "a host name or *.suffix with a port, such as auth.cargo.ac:443",
      ),
    z
      .string()
      .regex(/^([^\s:[\]/]+|\[[0-9a-fA-F:.]+\]):\d{1,5}$/, "an address with a port, such as 127.0.0.1:8443"),
  )
  .describe("host:port to the address that is dialled instead; name, SNI and Host header stay.");

const temporary = z
  .strictObject({
    endpoint: z.enum(["discovery", "jwks", "authorization", "token", "userinfo"]),
    url: httpsUrl.describe("The endpoint on the issuer's host that is used for now."),
    owner: text.describe("Who answers for it."),
    link,
    until: day.describe("Last day it is in force."),
  })
  .describe(
    "An endpoint that is reached on the issuer's host until its public twin works (seed 002, Gate 1).",
  );
export type Temporary = z.infer<typeof temporary>;

const baseline = z
  .strictObject({
    issuer: text.describe("The issuer that was approved, byte for byte."),
    approved_by: text.describe("Who approved it."),
    why: text.describe("What was looked at before it was approved."),
    on: day.describe("Day of the approval."),
  })
  .describe("What was approved and must not change any more. Without it the rows about change are unknown.");
export type Baseline = z.infer<typeof baseline>;

/** What whoever runs a spoke's backend has done there, by a request or a program. `does`: "restarts the backend". */
const act = (does: string) =>
  z
    .strictObject({
      url: httpsUrl.optional().describe(`A POST there ${does}.`),
      bearer: secretRef.optional().describe("The token that goes with the request: env:NAME."),
      command: z
        .array(text)
        .min(1, "a program")
        .optional()
        .describe("A program and its arguments; it runs in this file's folder and ends once it is done."),
    })
    .refine(
      ({ url, command }) => (url === undefined) !== (command === undefined),
      "either a url or a command",
    );
export type Act = z.infer<ReturnType<typeof act>>;

export const target = z.strictObject({
  issuer: text
    .optional()
    .describe("The hub's issuer there, copied from live discovery byte for byte; never invented."),
  embedded: z.boolean().default(false).describe("Start the embedded federation and reach it by overrides."),
  resolve: resolve.default({}),
  vendor_hosts: z
    .record(id, hostName)
    .default({})
    .describe("By id of a client spoke: its backend there under the vendor's name, e.g. <ref>.supabase.co."),
  baseline: baseline.optional(),
  temporary: z.array(temporary).default([]).describe("Endpoints on the issuer's host, for a while."),
  ca_file: text.optional().describe("PEM file with extra certificate authorities, relative to this file."),
  tripwire: z
    .strictObject({
      public_url: httpsOrigin.describe("Origin under which the spokes' backends reach it."),
      listen: z
        .string()
        .regex(/^([^\s:[\]/]+|\[[0-9a-fA-F:.]+\]):\d{1,5}$/, "an address with a port, such as 127.0.0.1:8443")
        .optional()
        .describe("Where it listens, on the machine of the run; port 0 takes any."),
      relay: secretRef
        .optional()
        .describe(
          "Instead of listen: the token of a relay that stands at public_url (`tripwire serve`), for machines that nobody can call.",
        ),
      cert_file: text
        .optional()
        .describe("PEM, relative to this file. Without one it speaks plain HTTP to a proxy in front."),
      key_file: text.optional().describe("PEM, relative to this file."),
      registration: z
        .enum(["api", "person"])
        .default("api")
        .describe(
          "Who registers it at a spoke's backend: its admin API, or a person at the terminal who is told what to enter.",
        ),
      email_domain: hostName
        .optional()
        .describe(
          "Domain of the identities it invents, if the backend refuses the reserved one: yours, and read by nobody.",
        ),
    })
    .optional()
    .describe(
      "The harness's own OpenID Provider, registered at a spoke for the length of a run. Never in production.",
    ),
  system: text
    .optional()
    .describe(
      "Which system of agreement/expected.yaml stands there: the run says when a deviation that is known of it is gone.",
    ),
  inbox: inbox.optional(),
  restarts: z
    .record(id, act("restarts the backend"))
    .default({})
    .describe("By id of a client spoke: how its backend is restarted there, by a request or a program."),
  key_rotations: z
    .record(id, act("makes the backend sign with another key"))
    .default({})
    .describe(
      "By id of a client spoke: how the key that its backend signs sessions with is rotated there, by a request or a program. The old key must stay trusted.",
    ),
  read_only: z.boolean().default(false).describe("Nothing that changes state is done there."),
  carry_over_from: text
    .optional()
    .describe(
      "Target whose tripwire evidence (Gate 2) counts here too, while version and stored provider settings are equal.",
    ),
  allow_writes: z
    .boolean()
    .default(false)
    .describe("The harness may sign up, reset passwords and create test data there."),
  requests_per_host: z.int().positive().default(1000).describe("Requests to one host in one run."),
  timeout_ms: z
    .int()
    .positive()
    .max(30_000, "at most 30000")
    .default(10_000)
    .describe("Milliseconds before a request is given up."),
});
export type Target = z.infer<typeof target>;

const scope = {
  check: text.describe("Id of the check, e.g. endpoints/hsts-set."),
  spoke: id.describe("Id of the spoke, or hub."),
  target: text.describe("Name of the target."),
  owner: text.describe("Who answers for it."),
  reason: z.string().min(10, "a reason of at least 10 characters"),
  link,
};
/** Accepts a fail until its last day. */
export const waiver = z.strictObject({ ...scope, until: day.describe("Last day it is in force.") });
export type Waiver = z.infer<typeof waiver>;
/** Answers an unknown that only a person can answer. */
export const attestation = z.strictObject({
  ...scope,
  spoke: z
    .union([id, z.array(id).min(1, "at least one spoke")])
    .describe("Id of the spoke, or hub, or a list of them."),
  on: day.describe("Day it was seen."),
  until: day.describe("Last day it is in force."),
});
export type Attestation = z.infer<typeof attestation>;

const thumbprint = z
  .string()
  .regex(/^[\w-]{43}$/, "a key's thumbprint: 43 letters, digits, dashes and underscores (RFC 7638, SHA-256)");
const trustedKey = z.strictObject({ thumbprint, owner: text.describe("Whose key it is.") });

const limits = z.strictObject({
  evidence_hours: z
    .number()
    .positive()
    .default(24)
    .describe("Hours that evidence may be old when it is decided on."),
  go_hours: z
    .number()
    .positive()
    .default(720)
    .describe("Hours that a GO of the pilot or of a dependency stays in force for others."),
});

export const spokesFile = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1, "1, the version of this file's format"),
  contract: text.optional().describe("Folder of the identity contract; by default the harness's own."),
  hub: hubSettings,
  targets: z.record(text, target).describe("Where the spokes are reached; the first is the default."),
  spokes: z.array(spoke).min(1, "at least one spoke"),
  browsers,
  limits: limits.prefault({}),
  signing_key: secretRef
    .default("env:GATES_SIGNING_KEY")
    .describe("The key that signs runs: a private JWK or PEM. Without it a key of the run alone is used."),
  signing_key_file: text
    .optional()
    .describe("File with that key, relative to this file; the environment variable stands above it."),
  trusted_keys: z
    .array(trustedKey)
    .default([])
    .describe("Public keys whose signature makes a GO count for others (pilot first, dependencies)."),
  waivers: z.array(waiver).default([]).describe("Fails accepted for a while."),
  attestations: z.array(attestation).default([]).describe("Unknowns answered by a person."),
});
/** The whole of spokes.yaml. */
export type SpokesFile = z.infer<typeof spokesFile>;
