import { z } from "zod";
import { httpsOrigin, httpsUrl, id, path, text } from "./shapes.ts";

const base = { id, name: text };

const labels = z
  .strictObject({
    email: text.default("Email"),
    password: text.default("Password"),
    sign_in: text.default("Sign in"),
    create_account: text.default("Create account"),
    send_reset_link: text.default("Send reset link"),
    new_password: text.default("New password"),
    set_new_password: text.default("Set new password"),
    google: text.default("Continue with Google"),
    sign_out: text.default("Sign out"),
  })
  .describe("Accessible names of what its screens show: fields by their label, buttons by their text.");

/** The only place where credentials live (seed 001). */
export const accountHomeSpoke = z.strictObject({
  ...base,
  kind: z.literal("account-home"),
  app: httpsOrigin,
  screens: z
    .strictObject({
      login: path.default("/login"),
      signup: path.default("/signup"),
      reset: path.default("/reset-password"),
      dashboard: path.default("/dashboard"),
    })
    .prefault({}),
  labels: labels.prefault({}),
});
export type AccountHomeSpoke = z.infer<typeof accountHomeSpoke>;

/** An app without a backend of its own: it hands its users to the account home and gets them back (seed 001). */
export const handoffSpoke = z.strictObject({
  ...base,
  kind: z.literal("handoff"),
  app: httpsOrigin,
  return_url: httpsUrl
    .optional()
    .describe("Where the account home sends the user back to; by default <app>/auth/callback."),
  button: z
    .array(text)
    .min(1, "at least one accessible name")
    .default(["Continue with Cargo", "Continue with Cargo Account"])
    .describe("Accepted accessible names of the one sign-in control."),
  sign_out: text.default("Sign out").describe("Accessible name of the sign-out control."),
});
export type HandoffSpoke = z.infer<typeof handoffSpoke>;

/** Where it asks to be returned to: required on every handoff, and its own /auth/callback (seed 001, FAQ). */
export const returnUrlOf = ({ app, return_url }: Pick<HandoffSpoke, "app" | "return_url">): string =>
  return_url ?? `${app}/auth/callback`;
