import { z } from "zod";
import { answer, piece } from "./piece.ts";

/** By tenant: what of it stands in an answer and did not stand in the question, e.g. "package acme/payment-gateway". */
const shows = z.record(z.string(), z.array(z.string()));

/** One question of one caller at one tenant. */
const question = z.looseObject({
  /** "root", "owner of acme", "nobody" */
  caller: z.string().optional(),
  /** the tenant whose host was asked */
  at: z.string().optional(),
  /** as in core/tenant: "list_packages"; Composer: "metadata" */
  operation: z.string().optional(),
  /** "rest", "graphql", "composer" */
  api: z.string().optional(),
  /** why it was not asked */
  unreached: z.string().optional(),
  answer: answer.optional(),
  shows: shows.optional(),
});
export type Question = z.infer<typeof question>;

/** What a tenant answers to its own best token. */
const stock = z.looseObject({
  at: z.string().optional(),
  caller: z.string().optional(),
  unreached: z.string().optional(),
  /** the list over REST, page by page until an empty one, ten at most */
  pages: z.array(question).optional(),
  /** the documented query */
  packages: question.optional(),
  /** the documented query with its filter */
  customers: question.optional(),
  /** packages, and customers, as far as one page goes, with cursors and counts as Relay has them */
  whole_packages: question.optional(),
  whole_customers: question.optional(),
  /** a query for a field that does not exist */
  nonsense: question.optional(),
});
export type Stock = z.infer<typeof stock>;

/** A request that has a documented refusal. */
const refusal = question.extend({
  /** which one: "no subdomain", "unknown tenant", "suspended", "no token", "invalid token" */
  sort: z.string().optional(),
  /** the deviation: "garbage", "truncated" */
  name: z.string().optional(),
});
export type RefusalSeen = z.infer<typeof refusal>;

/** A question at one tenant that names something of the other. */
const guess = question.extend({
  name: z.string().optional(),
  /** what was taken from the other tenant, and what was put in its place */
  value: z.string().optional(),
  invented: z.string().optional(),
  /** the same question with the invented value */
  twin: answer.optional(),
  /** how many there are in all, as the answer says, by name of the list */
  counted: z.record(z.string(), z.number()).optional(),
  /** how many the answer lists, by name of the list */
  listed: z.record(z.string(), z.number()).optional(),
});
export type Guess = z.infer<typeof guess>;

/** One request with a Host of its own making. */
const hostGame = question.extend({
  name: z.string().optional(),
  /** what was sent, in words */
  sent: z.string().optional(),
  /** tenants that may answer; none: it must be refused */
  may: z.array(z.string()).optional(),
});
export type HostGame = z.infer<typeof hostGame>;

/** One request of a Composer client. */
const fetched = question.extend({
  /** "own token", "no credentials" */
  name: z.string().optional(),
  /** the package whose metadata was asked for */
  package: z.string().optional(),
});
export type Fetched = z.infer<typeof fetched>;

/** A real Composer, where one is installed. */
const composerClient = z.looseObject({
  /** why it was not tried */
  untried: z.string().optional(),
  version: z.string().optional(),
  at: z.string().optional(),
  exit: z.int().optional(),
  /** packages it listed */
  listed: z.array(z.string()).optional(),
  /** what it said, redacted, its end */
  said: z.string().optional(),
});
export type ComposerClient = z.infer<typeof composerClient>;

/** One write of one caller, and what the tenant shows afterwards. */
const write = question.extend({
  /** the name that was to be made, changed or taken away */
  name: z.string().optional(),
  /** what a listing by the tenant's own owner shows afterwards; absent: nothing lists it */
  after: z.enum(["there", "gone"]).optional(),
  /** the listing */
  listing: answer.optional(),
});
export type WriteSeen = z.infer<typeof write>;

/** A token from its making to its end. */
const life = z.looseObject({
  /** "CMA token", "customer token" */
  what: z.string().optional(),
  api: z.string().optional(),
  unreached: z.string().optional(),
  made: answer.optional(),
  used: answer.optional(),
  revoked: answer.optional(),
  after: answer.optional(),
  /** the same request without any token */
  open: answer.optional(),
});
export type Life = z.infer<typeof life>;

const trace = z.looseObject({ what: z.string().optional(), because: z.string().optional() });

/** The package registry, tenant by tenant (seed 004). */
export const tenant = {
  "tenant.inventory": piece("spoke", 1, z.looseObject({ tenants: z.array(stock).optional() })),
  "tenant.refusals": piece("spoke", 1, z.looseObject({ attempts: z.array(refusal).optional() })),
  /** every caller, every tenant, everything that can be read, over every API */
  "tenant.reads": piece("spoke", 1, z.looseObject({ questions: z.array(question).optional() })),
  "tenant.guesses": piece("spoke", 1, z.looseObject({ attempts: z.array(guess).optional() })),
  "tenant.hosts": piece("spoke", 1, z.looseObject({ games: z.array(hostGame).optional() })),
  "tenant.composer": piece("spoke", 1, z.looseObject({ attempts: z.array(fetched).optional() })),
  "tenant.composer_client": piece("spoke", 1, composerClient),
  /** the examples of seed 004, as they are written */
  "tenant.documented": piece("spoke", 1, z.looseObject({ examples: z.array(fetched).optional() })),
  /** everything that can be written, by those who may and by those who may not */
  "tenant.writes": piece(
    "spoke",
    1,
    z.looseObject({
      attempts: z.array(write).optional(),
      /** customers that must not come about: named by what is wrong with them */
      invalid: z.array(write).optional(),
      lives: z.array(life).optional(),
      /** what could not be taken away again */
      left: z.array(trace).optional(),
    }),
  ),
  /** what one tenant tries on the other's things, from its own host */
  "tenant.crossings": piece(
    "spoke",
    1,
    z.looseObject({
      attempts: z.array(write).optional(),
      /** a customer made with an address that stands in the other tenant, and one with an address of nobody's */
      taken: write.optional(),
      free: write.optional(),
    }),
  ),
};
