import { z } from "zod";
import { httpsOrigin, httpsUrl, secretRef, text } from "./shapes.ts";

/** Read and never built upon: it may carry a query. */
const address = z
  .string()
  .regex(
    /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?\/[^\s#]*$/,
    "an https URL with a path and without fragment, such as https://hub.example/api/heartbeats?sender=admin",
  );

const endpoint = z
  .strictObject({
    url: address.describe("A GET there answers with the heartbeats that the hub has, as JSON."),
    bearer: secretRef.optional().describe("What the request carries, where the hub asks for it: env:NAME."),
    beats: text
      .optional()
      .describe("Member of the answer that holds them (dots lead deeper); without it, the answer itself."),
    sent: text
      .optional()
      .describe("Member of a heartbeat: when its sender made it (ISO 8601, or seconds since 1970)."),
    received: text
      .optional()
      .describe(
        "Member of a heartbeat: when the hub took it in. With both, the two clocks can be told apart.",
      ),
    sender: z
      .strictObject({ member: text.describe("Member of a heartbeat that names its sender."), is: text })
      .optional()
      .describe("Whose heartbeats count. Without it, all that are listed."),
  })
  .refine(({ sent, received }) => sent !== undefined || received !== undefined, "sent, received or both");
export type HeartbeatEndpoint = z.infer<typeof endpoint>;

const footer = z.strictObject({
  url: httpsUrl.describe("The page with the footer."),
  find: z
    .union([
      z.strictObject({ test_id: text.describe("Its data-testid.") }),
      z.strictObject({ label: text.describe("Its aria-label.") }),
      z.strictObject({
        role: z.enum(["status", "contentinfo", "img", "link", "note"]),
        name: text.optional(),
      }),
    ])
    .default({ role: "contentinfo" })
    .describe("Which element says it; without this the page's footer as a whole."),
  live: text
    .default("Live")
    .describe(
      "What stands in it while the connection is live, byte for byte; in any other state it must not.",
    ),
});
export type HeartbeatFooter = z.infer<typeof footer>;

const ingest = z.strictObject({
  url: httpsUrl.describe("Where the admin posts its heartbeat."),
  body: z
    .record(z.string(), z.string())
    .describe(
      "Members of the JSON body, as the admin sends it; {now} is the time (ISO 8601), by which it is found in the list.",
    ),
});
export type HeartbeatIngest = z.infer<typeof ingest>;

/** Last step of the onboarding sequence: "1-min heartbeats to the CW Network hub; connectivity shown live in the footer". */
export const heartbeat = z
  .strictObject({
    admin: httpsOrigin.describe("Who sends it."),
    hub: httpsOrigin.describe("Who takes it in."),
    every_seconds: z.int().positive().default(60),
    max_age_seconds: z
      .int()
      .positive()
      .default(90)
      .describe("How old the newest may be, and how far two may lie apart."),
    endpoint: endpoint
      .optional()
      .describe("Where the hub says when it last heard. Without it the heartbeat is unknown."),
    footer: footer.optional().describe("Where people see it. Without it the footer is unknown."),
    ingest: ingest
      .optional()
      .describe(
        "How a heartbeat is posted, for trying whether the hub takes a stranger's (only with allow_writes). No guide says how the admin shows who it is, so its own is never imitated.",
      ),
  })
  .describe("Who sends its heartbeat to whom, how often (seed 003), and where that is seen.");
