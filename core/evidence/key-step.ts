import { z } from "zod";

/** One control of the way, used by keyboard. */
export const keyStep = z.looseObject({
  /** "sign-in button", "e-mail field", "password field", "what sends the form", "consent", "sign-out" */
  name: z.string().optional(),
  /** Tab brought the focus to it */
  reached: z.boolean().optional(),
  presses: z.int().optional(),
  /** what had the focus instead, where it was not reached */
  passed: z.array(z.string()).optional(),
  /** Enter did something; false: only a click did; absent: a field, which is typed into */
  worked: z.boolean().optional(),
  /** what was typed stood in the field; absent: no field, or not reached */
  typed: z.boolean().optional(),
});
export type KeyStep = z.infer<typeof keyStep>;
