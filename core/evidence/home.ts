import { z } from "zod";
import { answer, piece, token } from "./piece.ts";

/** Where a tab came to rest at the account home, and how it got there. Addresses carry no secrets. */
export const place = z.looseObject({
  /**
   * "dashboard" (the sign-out control is shown), "form" (a password is asked for), "left" (sent to another site),
   * "refused" (at rest, with nothing to go on with), "error" (not loaded)
   */
  ended: z.string().optional(),
  landed: z.string().optional(),
  /** visible text, at most 400 characters */
  said: z.string().optional(),
  /** what was asked for and given on the way: "credentials" */
  asked: z.array(z.string()).optional(),
  /** addresses away from account home and hub that the tab was sent to, in order; none was contacted */
  left: z.array(z.string()).optional(),
  /** tabs and windows opened on the way */
  opened: z.int().optional(),
  /** status of the document that was asked for first */
  status: z.int().optional(),
  error: z.string().optional(),
});
export type Place = z.infer<typeof place>;

const screen = place.extend({
  /** "login", "signup", "reset", "dashboard" (signed in) or "random": a path that nobody can have made */
  name: z.string().optional(),
  path: z.string().optional(),
  fields: z.array(z.string()).optional(),
  signOutShown: z.boolean().optional(),
});
export type Screen = z.infer<typeof screen>;

/** What a spoke's silent probe gets: an authorization request with prompt=none in this browser. */
const silent = z.looseObject({
  spoke: z.string().optional(),
  /** "code", the error that came back ("login_required"), "asks for credentials", "asks for consent", or "page" */
  got: z.string().optional(),
  said: z.string().optional(),
});
export type Silent = z.infer<typeof silent>;

/** A request that a page of the account home made: no navigation by a link, no picture, font, style or script. */
const call = z.looseObject({
  method: z.string().optional(),
  url: z.string().optional(),
  kind: z.string().optional(),
  /** the address or the password that was typed went along */
  credentials: z.boolean().optional(),
  /** an Authorization header went along */
  bearer: z.boolean().optional(),
});
export type Call = z.infer<typeof call>;

/** A link from one screen to another: its address as it stands there. */
const carried = z.looseObject({
  from: z.string().optional(),
  to: z.string().optional(),
  /** undefined when there is no such link */
  link: z.string().optional(),
  /** its `return` parameter, byte for byte */
  return: z.string().optional(),
});

/** why the journey did not come so far */
const unreached = z.string().optional();

export const home = {
  /** the four screens and a path that nobody can have made */
  "home.screens": piece("spoke", 1, z.looseObject({ screens: z.array(screen).optional() })),
  /** the control that continues with Google, and where it leads: the first address away from account home and hub */
  "home.google": piece(
    "spoke",
    1,
    z.looseObject({
      /** accessible name of the control; absent: none was shown */
      clicked: z.string().optional(),
      said: z.string().optional(),
      leads: z
        .looseObject({
          url: z.string().optional(),
          params: z.record(z.string(), z.string()).optional(),
        })
        .optional(),
    }),
  ),
  /** a person who comes without a return address: with a wrong password first, then with the right one */
  "home.login": piece("spoke", 1, z.looseObject({ wrong: place.optional(), right: place.optional() })),
  /** the session of the account home, and whether the hub knows it */
  "home.hub_session": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      /** a silent probe in this browser before anybody signed in, and after */
      before: silent.optional(),
      after: silent.optional(),
      /** tokens with a subject that lie in the page's storage, and the hub's userinfo asked with each */
      tokens: z
        .array(
          z.looseObject({ at: z.string().optional(), token: token.optional(), userinfo: answer.optional() }),
        )
        .optional(),
    }),
  ),
  /** sign-out: what stood for the person before, and what of it still works */
  "home.signout": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      clicked: z.string().optional(),
      place: place.optional(),
      /** the silent probe of every client spoke, in the browser that signs out */
      before: z.array(silent).optional(),
      after: z.array(silent).optional(),
      /** the same, in a browser that was given a copy of everything the first one kept */
      copyBefore: silent.optional(),
      copyAfter: silent.optional(),
      /** a refresh token that a spoke got through this session; why there is none */
      refresh: z
        .looseObject({
          spoke: z.string().optional(),
          because: z.string().optional(),
          before: answer.optional(),
          after: answer.optional(),
        })
        .optional(),
    }),
  ),
  /** requests that pages of the account home made while people signed in and out */
  "home.calls": piece(
    "spoke",
    1,
    z.looseObject({ calls: z.array(call).optional(), loaded: z.int().optional() }),
  ),
  /** a new account, from a listed return address to wherever it leads */
  "home.signup": piece(
    "spoke",
    1,
    z.looseObject({
      return: z.string().optional(),
      links: z.array(carried).optional(),
      /** after the form was sent */
      sent: place.optional(),
      /** host of the confirmation mail's link; absent: none came */
      mail: z.string().optional(),
      /** after that link was followed */
      confirmed: place.optional(),
      /** the account home, visited directly afterwards */
      arrived: place.optional(),
      /** the new account signs in by its password in a browser that knows nothing of it */
      signsIn: place.optional(),
      calls: z.array(call).optional(),
      /** what came of removing the account again: "removed", or that it was left behind, and why */
      afterwards: z.string().optional(),
    }),
  ),
  /** a password reset of that account */
  "home.reset": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      /** after the request was sent */
      sent: place.optional(),
      mail: z.string().optional(),
      /** a field for a new password is shown at the mail's link */
      offered: z.boolean().optional(),
      /** after the new password was sent */
      changed: place.optional(),
      /** sign-in with each of the two passwords afterwards, the old one first */
      old: place.optional(),
      new: place.optional(),
      calls: z.array(call).optional(),
    }),
  ),
};
