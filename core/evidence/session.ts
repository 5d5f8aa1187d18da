import { z } from "zod";
import { login } from "./browser.ts";
import { answer, piece } from "./piece.ts";

/** why the journey did not come so far: a step before it ended elsewhere */
const unreached = z.string().optional();

/** One place of the browser that should hold the session: another tab, the page after Back and Forward. */
const view = z.looseObject({
  landed: z.string().optional(),
  signOutShown: z.boolean().optional(),
  /** `sub` of the native session that lies in its storage */
  sub: z.string().optional(),
});

/** One thing that stood for the person, tried before and after the global logout. */
const remains = z.looseObject({
  /** "hub session", "hub refresh token", "spoke refresh token"... */
  name: z.string().optional(),
  /** what answered it before: the control */
  before: answer.optional(),
  after: answer.optional(),
  /** accepted, by what is documented for that endpoint */
  worked: z.boolean().optional(),
  works: z.boolean().optional(),
  /** how it was tried, in words */
  how: z.string().optional(),
  /** seconds between the end of the sign-out and this try */
  triedAfter: z.number().optional(),
  /** seconds that it lives on after the logout: 0 when it was refused at once; absent when that cannot be told */
  seconds: z.number().optional(),
});
export type Remains = z.infer<typeof remains>;

/** A cookie without its value. */
const cookie = z.looseObject({
  name: z.string().optional(),
  host: z.string().optional(),
  secure: z.boolean().optional(),
  httpOnly: z.boolean().optional(),
  /** "Strict", "Lax", "None" as the server wrote it; absent: it wrote none */
  sameSite: z.string().optional(),
  /** a page's script wrote it, or a server's Set-Cookie */
  by: z.enum(["script", "server"]).optional(),
  /** number of the login's request whose answer wrote it, from 1 */
  hop: z.int().optional(),
});

const button = z.looseObject({
  name: z.string().optional(),
  description: z.string().optional(),
  /** its attributes and text, as one line */
  looks: z.string().optional(),
});

export const session = {
  /** the session after Back and Forward, and in a second tab */
  "session.tabs": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      sub: z.string().optional(),
      forward: view.optional(),
      second: view.optional(),
      first: view.optional(),
    }),
  ),
  /** what the global logout left alive, and what the next click at the spoke and at another one came to */
  "session.remains": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      things: z.array(remains).optional(),
      again: login.optional(),
      /** id of another client spoke, its sign-in with the hub session there and after it was ended */
      peer: z.string().optional(),
      peerBefore: login.optional(),
      peerAfter: login.optional(),
      /** why another spoke was not tried */
      noPeer: z.string().optional(),
    }),
  ),
  /** sign-out in a browser that cannot reach the hub */
  "session.outage": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      clicked: z.boolean().optional(),
      /** requests to the hub's logout that were cut */
      cut: z.int().optional(),
      sessionHeld: z.boolean().optional(),
      signInShown: z.boolean().optional(),
      own: answer.optional(),
      seconds: z.number().optional(),
    }),
  ),
  /** cookies of hub, account home, spoke and its backend at the end of a login */
  "session.cookies": piece("spoke", 1, z.looseObject({ unreached, cookies: z.array(cookie).optional() })),
  /** tokens of the hub's making that lie in the page's storage */
  "session.hub_tokens": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      /** entries of storage and cookies that were looked through */
      searched: z.int().optional(),
      found: z.array(z.looseObject({ at: z.string().optional(), what: z.string().optional() })).optional(),
    }),
  ),
  /** the sign-in button where nobody has a hub session, twice, and where the person has one */
  "session.button": piece(
    "spoke",
    1,
    z.looseObject({ unreached, without: z.array(button).optional(), with: button.optional() }),
  ),
  /** login and single sign-on in a browser that sends no third-party cookies */
  "session.blocked": piece(
    "spoke",
    1,
    z.looseObject({
      /** whether a cookie of the hub went along with a request of the spoke's page: in a usual browser, and here */
      sentUsually: z.boolean().optional(),
      sentHere: z.boolean().optional(),
      login: login.optional(),
      sso: login.optional(),
      signedOut: z.boolean().optional(),
      /** the hub session after sign-out in this browser, as the next click showed */
      hubSessionEnded: z.boolean().optional(),
    }),
  ),
};
