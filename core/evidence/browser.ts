import { z } from "zod";
import { keyStep } from "./key-step.ts";
import { answer, piece, token } from "./piece.ts";

/** One control as the accessibility tree has it. */
const control = z.looseObject({
  role: z.string().optional(),
  name: z.string().optional(),
  /** how many presses of Tab reach it from the top of the page; absent: not reached */
  tabs: z.int().optional(),
});
export type Control = z.infer<typeof control>;

const field = z.looseObject({
  type: z.string().optional(),
  name: z.string().optional(),
  autocomplete: z.string().optional(),
  label: z.string().optional(),
});

/** One page of the app as a signed-out visitor sees it, after its scripts have come to rest. */
const page = z.looseObject({
  /** path that was asked for */
  path: z.string().optional(),
  /** "front", "link", "conventional", "declared", "retired" or "random" (a path nobody can have made) */
  from: z.string().optional(),
  status: z.int().optional(),
  /** where the browser came to rest, secrets redacted */
  url: z.string().optional(),
  title: z.string().optional(),
  /** visible text, its own path replaced by "{path}", at most 400 characters */
  text: z.string().optional(),
  /** password fields, shadow trees and frames included */
  passwordFields: z.int().optional(),
  forms: z
    .array(z.looseObject({ fields: z.array(field).optional(), words: z.string().optional() }))
    .optional(),
  controls: z.array(control).optional(),
  /** what its scripts asked for: method and URL, secrets redacted */
  asked: z.array(z.string()).optional(),
  /** our own inability to load it */
  error: z.string().optional(),
});
export type Page = z.infer<typeof page>;

/** One request of a journey. Codes, tokens and the like in URLs are replaced by their length. */
const hop = z.looseObject({
  method: z.string().optional(),
  url: z.string().optional(),
  /** document, script, stylesheet, image, font, fetch, xhr, websocket... */
  kind: z.string().optional(),
  /** the request of a page (or frame) itself, not of something on it */
  navigation: z.boolean().optional(),
  /** true when an answer's Location led here */
  redirected: z.boolean().optional(),
  frame: z.enum(["main", "child"]).optional(),
  /** 0 is the tab the journey began in */
  tab: z.int().optional(),
  status: z.int().optional(),
  referer: z.string().optional(),
  /** the browser's word for why it failed */
  failed: z.string().optional(),
});
export type Hop = z.infer<typeof hop>;

const dialled = z.looseObject({
  host: z.string().optional(),
  port: z.int().optional(),
  how: z.string().optional(),
  refused: z.string().optional(),
});

/** One click on the sign-in button and everything that came of it. */
export const login = z.looseObject({
  /** accessible name of the control that was clicked; absent: none with an accepted name was there */
  clicked: z.string().optional(),
  /** what the person was asked for on the way: "credentials", "consent" */
  asked: z.array(z.string()).optional(),
  /** "signed in", "signed out again", "stuck", "credentials refused", "credentials asked by <host>", "no button" */
  ended: z.string().optional(),
  landed: z.string().optional(),
  /** names of query and fragment parameters in the address bar at the end */
  landedParams: z.array(z.string()).optional(),
  /** the sign-out control is shown */
  signOutShown: z.boolean().optional(),
  /** a sign-in control with an accepted name is shown */
  signInShown: z.boolean().optional(),
  /** a native session lies in the page's storage */
  sessionHeld: z.boolean().optional(),
  /** tabs and windows opened between click and end */
  opened: z.int().optional(),
  hops: z.array(hop).optional(),
  dialled: z.array(dialled).optional(),
  /** visible text where it ended, when it did not end signed in */
  said: z.string().optional(),
});
export type Login = z.infer<typeof login>;

/** A value that must not be guessed, described without the value. */
const unguessable = z.looseObject({
  length: z.int().optional(),
  /** "uuid4", "hex", "digits", "base64url", "other": the smallest that fits */
  alphabet: z.string().optional(),
  thumbprint: z.string().optional(),
});

/** A request to an authorization endpoint, from its URL. */
export const authorizeRequest = z.looseObject({
  /** accessible name of the control that was clicked for it, in a browser */
  clicked: z.string().optional(),
  /** whether Enter on that control sent it; false: only a click did */
  keyboard: z.boolean().optional(),
  /** origin and path */
  url: z.string().optional(),
  /** parameters and their values, secrets replaced by their length */
  params: z.record(z.string(), z.string()).optional(),
  /** parameters that stand there more than once */
  repeated: z.array(z.string()).optional(),
  state: unguessable.optional(),
  challenge: unguessable.optional(),
});
export type AuthorizeRequest = z.infer<typeof authorizeRequest>;

/** why the journey did not come so far: a step before it ended elsewhere */
const unreached = z.string().optional();

const knownUser = z.looseObject({
  id: z.string().optional(),
  createdAt: z.string().optional(),
  identities: z
    .array(z.looseObject({ provider: z.string().optional(), providerId: z.string().optional() }))
    .optional(),
});
export type KnownUser = z.infer<typeof knownUser>;

export const browser = {
  /** the app's front page, signed out */
  "browser.front": piece("spoke", 1, page),
  /** pages reached by links, conventional paths, retired routes, and a random path to compare with */
  "browser.pages": piece(
    "spoke",
    1,
    z.looseObject({
      pages: z.array(page).optional(),
      /** addresses that pages link to and that were not looked at, because there are too many */
      unvisited: z.int().optional(),
    }),
  ),
  /** the first login of a person with neither session */
  "browser.login": piece("spoke", 1, login),
  /** what the browser carried from the spoke's backend to the hub's authorization endpoint */
  "browser.authorize": piece("spoke", 1, authorizeRequest),
  /** the native session, and who accepts its token */
  "browser.session": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      /** why nothing can be said of a session: this backend's are not known by their looks */
      unread: z.string().optional(),
      native: token.optional(),
      /** the spoke's own auth API asked with the native token */
      own: answer.optional(),
      /** the hub's userinfo asked with the native token */
      hub: answer.optional(),
      /** the hub's userinfo asked with the hub's own token of the same login */
      hubOwn: answer.optional(),
      /** `sub` at the hub, as the hub's own token or the spoke's identity carries it */
      cargoSub: z.string().optional(),
    }),
  ),
  /** the same page, reloaded */
  "browser.reload": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      before: z.string().optional(),
      after: z.string().optional(),
      signOutShown: z.boolean().optional(),
    }),
  ),
  /** a second login with the hub session still there and the spoke's forgotten */
  "browser.sso": piece("spoke", 1, login),
  /** sign-out as it was seen on the wire, and what was left */
  "browser.signout": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      clicked: z.string().optional(),
      /** requests that end the native session at the spoke's own backend */
      native: z.array(hop).optional(),
      /** requests to the hub's logout endpoint */
      hub: z
        .array(
          hop.extend({
            /** a cookie set beforehand for the hub's public host came along: credentials were included */
            credentials: z.boolean().optional(),
          }),
        )
        .optional(),
      sessionHeld: z.boolean().optional(),
      signInShown: z.boolean().optional(),
      /** the spoke's own auth API asked with the ended session's token */
      own: answer.optional(),
    }),
  ),
  /** the button, fields and controls of the first login, and the sign-out, by keyboard */
  "browser.keyboard": piece("spoke", 1, z.looseObject({ unreached, steps: z.array(keyStep).optional() })),
  /** secrets looked for in everything the browser was given: pages, scripts, storage, cookies */
  "browser.secrets": piece(
    "spoke",
    1,
    z.looseObject({
      /** names of the secrets that were known and looked for */
      lookedFor: z.array(z.string()).optional(),
      places: z
        .looseObject({
          documents: z.int().optional(),
          scripts: z.int().optional(),
          stored: z.int().optional(),
        })
        .optional(),
      found: z.array(z.looseObject({ secret: z.string().optional(), at: z.string().optional() })).optional(),
    }),
  ),
  /** the spoke's own user rows for the test person's address, around two logins */
  "browser.users": piece(
    "spoke",
    1,
    z.looseObject({
      unreached,
      before: z.array(knownUser).optional(),
      first: z.array(knownUser).optional(),
      second: z.array(knownUser).optional(),
    }),
  ),
};
