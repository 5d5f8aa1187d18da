import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import type { TestUser } from "../../core/contract.ts";
import type { Doors } from "../../core/doors.ts";
import { submitControl } from "./controls.ts";
import type { Credentials } from "./form.ts";

/** What a test person types: e-mail, password and, where they have a second factor, the code of now (RFC 6238). */
export const credentialsOf = (
  doors: Doors,
  user: TestUser,
): Credentials & { readonly code?: () => string } => {
  const own = { email: user.email, password: doors.secret(user.password) };
  if (user.totp === undefined) return own;
  const totp = new TOTP({ secret: Secret.fromBase32(doors.secret(user.totp).replaceAll(" ", "")) });
  const code = (): string => {
    const now = totp.generate();
    doors.taint(now, "one-time code");
    return now;
  };
  return { ...own, code };
};

const ONE_TIME = 'input[autocomplete="one-time-code"]';

/**
 * Gives the code where the page asks for one. A code that was refused is given no second time: the hub may take each
 * only once, so the next one is waited for from look to look. Undefined: the page asks for none.
 */
export const giveCode = async (
  page: Page,
  names: { readonly code: string; readonly submit: string },
  code: (() => string) | undefined,
  given: Set<string>,
): Promise<"given" | "waiting" | "refused" | undefined> => {
  const field = page.getByLabel(names.code, { exact: true }).or(page.locator(ONE_TIME)).first();
  if (!(await field.isVisible())) return undefined;
  const used = [...given].filter((one) => one.startsWith("code "));
  if (!code || used.length > 1) return "refused";
  const now = code();
  if (given.has(`code ${now}`)) return "waiting";
  given.add(`code ${now}`);
  await field.fill(now);
  await (await submitControl(page, field, names.submit)).click({ noWaitAfter: true });
  return "given";
};
