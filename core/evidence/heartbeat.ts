import { z } from "zod";
import { answer, piece } from "./piece.ts";

/** One heartbeat as the hub lists it. Times as they stand there; a number became ISO 8601. */
const beat = z.looseObject({ sent: z.string().optional(), received: z.string().optional() });
export type Beat = z.infer<typeof beat>;

/** When it came, by the hub's clock where it says so, else by its sender's. Milliseconds since 1970; NaN: no time. */
export const momentOf = ({ received, sent }: Beat): number => Date.parse(received ?? sent ?? "");

const look = z.looseObject({
  answer: answer.optional(),
  /** those of the sender that counts, in the list's own order; undefined: the answer holds no such list */
  beats: z.array(beat).optional(),
  /** how many others sent */
  others: z.int().optional(),
});
export type HeartbeatLook = z.infer<typeof look>;

const shown = z.looseObject({
  /** whether the element is there and visible, and what stands in it */
  found: z.boolean().optional(),
  text: z.string().optional(),
  /** time that it shows (attribute `datetime`) */
  time: z.string().optional(),
  /** when it was read, by our clock */
  at: z.string().optional(),
});

export const heartbeat = {
  /** the hub's list of heartbeats: now, and again once there is something to compare with */
  "heartbeat.endpoint": piece("hub", 1, z.looseObject({ looks: z.array(look).optional() })),
  /** the footer while everything works, and when its browser has had no network for a while */
  "heartbeat.footer": piece(
    "hub",
    1,
    z.looseObject({
      page: z.string().optional(),
      status: z.int().optional(),
      /** why the page was not loaded */
      error: z.string().optional(),
      connected: shown.optional(),
      cut: shown.extend({ seconds: z.number().optional() }).optional(),
    }),
  ),
  /** heartbeats that strangers posted, and whether the hub lists them */
  "heartbeat.forged": piece(
    "hub",
    1,
    z.looseObject({
      attempts: z
        .array(
          z.looseObject({
            /** "no credential", "garbage bearer", "token of a stranger" */
            name: z.string().optional(),
            answer: answer.optional(),
            /** the time in its body, by which it is found again */
            mark: z.string().optional(),
            listed: z.boolean().optional(),
          }),
        )
        .optional(),
      /** the hub's list after the last of them */
      after: look.optional(),
    }),
  ),
};
