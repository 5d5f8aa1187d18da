import type { Page } from "@playwright/test";
import { textOf } from "./page.ts";

const TOKEN_SHOWN = /eyJ[\w-]{10,}\.[\w-]{10,}|sb_secret_\w+/;
const ADDRESS = /[^\s@"'<>]{1,64}@[^\s@"'<>]{1,190}\.[a-z]{2,}/i;

/**
 * A picture of the page as PNG; undefined when it cannot be taken, or would show a secret: a picture is not redacted.
 * Fields for passwords and addresses are covered, personal data in words too.
 */
export const pictureOf = async (
  page: Page,
  holdsSecret: (text: string) => boolean = () => false,
): Promise<Uint8Array | undefined> => {
  const text = await textOf(page, Number.POSITIVE_INFINITY);
  if (TOKEN_SHOWN.test(text) || holdsSecret(text)) return undefined;
  const masked = page.locator(
    "input[type=password], input[autocomplete*=password], input[autocomplete=one-time-code]",
  );
  // e-mail addresses are personal data, in words and in fields
  const addresses = page.getByText(ADDRESS);
  const typed = page.locator("input[type=email], input[autocomplete=username]");
  return page
    .screenshot({ type: "png", mask: [masked, addresses, typed], maskColor: "#d5d9df", timeout: 3000 })
    .catch(() => undefined);
};
