import { z } from "zod";
import { place } from "./home.ts";
import { piece } from "./piece.ts";

/** One click on the sign-in control of an app that hands over. */
const trip = z.looseObject({
  /** accessible name of the control that was clicked; absent: none with an accepted name was there */
  clicked: z.string().optional(),
  /** the `return` that the account home was asked for, byte for byte */
  asked: z.string().optional(),
  credentials: z.boolean().optional(),
  /** "signed in", "refused", "stuck" */
  ended: z.string().optional(),
  /** the browser came back to the return address */
  cameBack: z.boolean().optional(),
  landed: z.string().optional(),
  landedParams: z.array(z.string()).optional(),
  opened: z.int().optional(),
  said: z.string().optional(),
});
export type Trip = z.infer<typeof trip>;

/** An app's trip and, with the Cargo session, its second. */
const roundTrip = z.looseObject({
  spoke: z.string().optional(),
  return: z.string().optional(),
  /** it stands on the published allowlist, byte for byte, and is not retired */
  listed: z.boolean().optional(),
  /** nobody signed in anywhere; then with the Cargo session alone */
  first: trip.optional(),
  again: trip.optional(),
});
export type RoundTrip = z.infer<typeof roundTrip>;

/** One form of a return address at one screen. */
const attempt = place.extend({
  name: z.string().optional(),
  family: z.string().optional(),
  /** the form itself, as it stood in the query */
  form: z.string().optional(),
  screen: z.string().optional(),
  /** somebody was signed in already */
  signedIn: z.boolean().optional(),
  /** links and forms of the page that lead there: a person may follow them */
  offered: z.array(z.string()).optional(),
  /** the listed address stands beside it: going there is no harm */
  beside: z.boolean().optional(),
  /** why it was not tried, or not to its end */
  skipped: z.string().optional(),
});
export type Attempt = z.infer<typeof attempt>;

/** What becomes of the `return` parameter (seed 001). */
export const homeReturns = {
  /** a person who comes with a listed return address, and again when already signed in */
  "home.returned": piece(
    "spoke",
    1,
    z.looseObject({
      /** as it was asked for; absent: the allowlist has none that could be tried */
      return: z.string().optional(),
      signedIn: place.optional(),
      again: place.optional(),
    }),
  ),
  /** every form of a return address that must not be followed, at each screen */
  "home.guard": piece(
    "spoke",
    1,
    z.looseObject({
      /** absent: the allowlist has none that could be tried */
      return: z.string().optional(),
      /** that listed address at the same screens: the door that opens */
      control: z
        .array(place.extend({ screen: z.string().optional(), signedIn: z.boolean().optional() }))
        .optional(),
      attempts: z.array(attempt).optional(),
    }),
  ),
  /** every entry of the published allowlist as a return address of somebody who is signed in */
  "home.allowlist": piece(
    "spoke",
    1,
    z.looseObject({
      signedIn: place.optional(),
      entries: z.array(place.extend({ url: z.string().optional() })).optional(),
    }),
  ),
  /** from an app that has no backend of its own to the account home and back */
  "home.round_trip": piece("spoke", 1, z.looseObject({ trips: z.array(roundTrip).optional() })),
};
