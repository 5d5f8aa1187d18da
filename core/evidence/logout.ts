import { z } from "zod";
import { answer, piece, walk } from "./piece.ts";

/** One logout POST with the cookies that a browser would send across sites, and whether the session outlived it. */
const ended = z.looseObject({
  /** the Origin that was sent */
  origin: z.string().optional(),
  /** the correct authorization request without credentials, before and after */
  before: walk.optional(),
  answer: answer.optional(),
  after: walk.optional(),
});
export type Ended = z.infer<typeof ended>;

export const logout = {
  /** from the app's own origin */
  "logout.own": piece("spoke", 1, ended),
  /** from an origin that nobody registered, in a session of its own */
  "logout.foreign": piece("spoke", 1, ended),
  /** OPTIONS from the app's origin, for a POST with a JSON body */
  "logout.preflight": piece("spoke", 1, answer),
};
