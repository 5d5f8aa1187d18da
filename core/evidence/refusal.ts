import { z } from "zod";
import { login } from "./browser.ts";
import { answer, piece } from "./piece.ts";

const rows = z.array(z.looseObject({ id: z.string().optional(), createdAt: z.string().optional() }));

/** What the app shows, and whether it holds a session. */
const atApp = z.looseObject({
  landed: z.string().optional(),
  said: z.string().optional(),
  buttonShown: z.boolean().optional(),
  signOutShown: z.boolean().optional(),
  sessionHeld: z.boolean().optional(),
});
export type AtApp = z.infer<typeof atApp>;

/** Logins that must not end in the app. */
export const refusal = {
  /** a person without a grant for this app */
  "refusal.unentitled": piece(
    "spoke",
    1,
    z.looseObject({
      user: z.string().optional(),
      login: login.optional(),
      /** accessible name of the control that leads back from the hub's refusal */
      left: z.string().optional(),
      app: atApp.optional(),
      /** user rows for the person's address before and after; absent: they could not be read */
      before: rows.optional(),
      after: rows.optional(),
      unread: z.string().optional(),
    }),
  ),
  /** a person who turns back at the hub */
  "refusal.cancel": piece(
    "spoke",
    1,
    z.looseObject({
      /** accessible name of the hub's own control, or "the browser's Back button" */
      by: z.string().optional(),
      /** where it was pressed */
      at: z.string().optional(),
      app: atApp.optional(),
      /** the click after it led to the hub again */
      startsAgain: z.boolean().optional(),
      unreached: z.string().optional(),
    }),
  ),
  /** a session without the app's key */
  "refusal.backstop": piece(
    "spoke",
    1,
    z.looseObject({
      unreached: z.string().optional(),
      /** answers to the page from which the key was taken */
      changed: z.int().optional(),
      /** whether the session's own token could be looked into for the key */
      readable: z.boolean().optional(),
      app: atApp.optional(),
      /** the page's requests that ended the session at the backend */
      ended: z.int().optional(),
      /** the spoke's own auth API asked with that session's token, before the app saw it and afterwards */
      before: answer.optional(),
      own: answer.optional(),
    }),
  ),
  /** the callback of a login that another browser began, opened where nobody is signed in */
  "refusal.begun_elsewhere": piece(
    "spoke",
    1,
    z.looseObject({
      unreached: z.string().optional(),
      /** of the callback itself; absent: it was not answered */
      status: z.int().optional(),
      /** the app in the browser that did not begin the login */
      app: atApp.optional(),
      /** the spoke's own auth API asked with the session that this browser holds; absent: it holds none that is known */
      own: answer.optional(),
    }),
  ),
  /** the spoke's callback called with what a provider says when a login fails */
  "refusal.errors": piece(
    "spoke",
    1,
    z.looseObject({
      front: atApp.optional(),
      cases: z
        .array(
          z.looseObject({
            name: z.string().optional(),
            unreached: z.string().optional(),
            status: z.int().optional(),
            app: atApp.optional(),
          }),
        )
        .optional(),
    }),
  ),
};
