import type { Page } from "@playwright/test";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { SpokeState } from "../adapters/spoke-state.ts";
import { cleanUrl } from "./clean.ts";
import type { Session } from "./journey.ts";
import { ask, storedBy, within } from "./page.ts";
import type { Raw } from "./watch.ts";

const givenOr = (secret: () => string): string | undefined => {
  try {
    return secret();
  } catch (error) {
    if (error instanceof NotGiven) return undefined;
    throw error;
  }
};

const READ_MS = 2000;
const bodyOf = async ({ request, hop }: Raw): Promise<string> => {
  if (hop.status === undefined) return "";
  const read = async () => (await (await request.response())?.text()) ?? "";
  return within(read(), READ_MS, "");
};

/** Looks for the spoke's secrets in everything the browser was given on the way to this page. */
export const lookForSecrets = async (
  page: Page,
  { context, watch }: Session,
  { spoke, hub }: ClientSubject,
  state: SpokeState,
  doors: Doors,
): Promise<Evidence["browser.secrets"]> => {
  const { service_key } = spoke.backend;
  const needles = [
    ["client secret", givenOr(() => doors.secret(spoke.client.secret))],
    ["service key", service_key && givenOr(() => doors.secret(service_key))],
  ] as const;
  const isHub = (url: string) =>
    url.startsWith(`${hub.account_home}/`) || new URL(url).host === hub.publicHost;
  const given = watch
    .since(0)
    .filter(({ hop, url }) => hop.kind !== "websocket" && URL.canParse(url) && !isHub(url));
  const documents = given.filter(({ hop }) => hop.kind === "document" && hop.redirected !== true);
  const scripts = given.filter(({ hop }) => hop.kind === "script");
  const stored = await storedBy(page, context);
  const texts = [
    ...(await Promise.all(
      [...documents, ...scripts].map(async (raw) => ({ at: cleanUrl(raw.url), text: await bodyOf(raw) })),
    )),
    { at: "the page as it stands", text: await ask(page.content(), "") },
    ...Object.entries(stored).flatMap(([store, entries]) =>
      Object.entries(entries as Record<string, string>).map(([name, text]) => ({
        at: `${store}: ${name.slice(0, 80)}`,
        text,
      })),
    ),
  ];
  const found = texts.flatMap(({ at, text }) => [
    ...needles.flatMap(([secret, value]) => (value && text.includes(value) ? [{ secret, at }] : [])),
    ...(state.looksLikeAdminKey(text) ? [{ secret: "a service key by its looks", at }] : []),
  ]);
  return {
    lookedFor: [
      ...needles.flatMap(([secret, value]) => (value ? [secret] : [])),
      "a service key by its looks",
    ],
    places: {
      documents: documents.length,
      scripts: scripts.length,
      stored: Object.values(stored).reduce((sum, entries) => sum + Object.keys(entries).length, 0),
    },
    found,
  };
};
