import type { Page } from "@playwright/test";
import { decodeJwt } from "jose";
import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Hub } from "../../core/subject.ts";
import type { Session } from "../journeys/journey.ts";
import { storedBy } from "../journeys/page.ts";
import { describeToken, liveKeys } from "../oauth/describe.ts";

const JWT = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/g;
const MOST = 6;

/** Storage entries may be encoded once: some client libraries keep cookies small that way. */
const decoded = (text: string): string =>
  text.startsWith("base64-") ? Buffer.from(text.slice(7), "base64url").toString() : text;

/** Every JWT that the page keeps, and where; secrets: memory only. */
const storedTokens = async (page: Page, { context }: Session) => {
  const stored = await storedBy(page, context);
  const values = Object.entries(stored).flatMap(([store, entries]) =>
    Object.entries(entries as Record<string, string>).flatMap(([name, text]) =>
      [...decoded(text).matchAll(JWT)].map(([value]) => ({ at: `${store}: ${name.slice(0, 80)}`, value })),
    ),
  );
  return [...new Map(values.map((one) => [one.value, one])).values()].slice(0, MOST);
};

const claimsOf = (value: string): Record<string, unknown> => {
  try {
    return decodeJwt(value);
  } catch {
    return {};
  }
};

/** Whose session the page keeps, by the first token that says; undefined where none does. */
export const subjectIn = async (page: Page, session: Session): Promise<string | undefined> =>
  (await storedTokens(page, session))
    .map(({ value }) => claimsOf(value).sub)
    .find((sub) => typeof sub === "string");

/** Tokens that say who somebody is and lie in the page's storage; the hub is asked who each of them is. */
export const tokensIn = async (
  page: Page,
  session: Session,
  hub: Hub,
  doors: Doors,
): Promise<NonNullable<Evidence["home.hub_session"]["tokens"]>> => {
  const found = (await storedTokens(page, session)).filter(
    ({ value }) => typeof claimsOf(value).sub === "string",
  );
  for (const { value } of found) doors.taint(value, "token of the account home");
  const keys = found.length > 0 ? await liveKeys(doors, hub) : {};
  return Promise.all(
    found.map(async ({ at, value }) => {
      const headers = { authorization: `Bearer ${value}`, accept: "application/json" };
      const { seen } = await doors.http.send(hub.endpoints.userinfo, { headers });
      return { at, token: await describeToken(value, keys), userinfo: seen };
    }),
  );
};
