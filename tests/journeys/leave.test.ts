import type { BrowserContext } from "@playwright/test";
import { expect, test } from "vitest";
import type { Doors } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { leaveBehindNothing } from "../../probes/journeys/leave.ts";
import { bench } from "../support/try-world.ts";

const { all } = await bench();
const subject = all.find(({ id }) => id === "cargoworks-ai") as ClientSubject;
const peer = subject.peer as NonNullable<ClientSubject["peer"]>;

/** A tab at an app, with the session that its client library keeps. */
const tabAt = (app: string, token: string) => ({
  url: () => `${app}/`,
  evaluate: async () => ({
    localStorage: {
      "sb-api-auth-token": JSON.stringify({ access_token: token, refresh_token: "r", user: {} }),
    },
    sessionStorage: {},
  }),
});

test("sessions at the spoke and at its peer are ended each at its own backend, the hub's by its cookie", async () => {
  const sent: string[] = [];
  const doors = {
    taint: () => undefined,
    secret: (name: string) => name,
    http: {
      send: async (url: string, { headers = {} }: { headers?: Record<string, string> } = {}) => {
        sent.push(`${new URL(url).origin} ${headers.authorization ?? headers.cookie}`);
        return { status: 204, headers: {}, setCookies: [] };
      },
    },
  } as unknown as Doors;
  const context = {
    pages: () => [tabAt(subject.spoke.app, "own.t.t"), tabAt(peer.app, "peers.t.t")],
    cookies: async (url: string) =>
      url === subject.hub.endpoints.logout ? [{ name: "session", value: "h" }] : [],
  } as unknown as BrowserContext;
  await leaveBehindNothing(context, subject, doors);
  expect(sent.toSorted()).toEqual(
    [
      `${new URL(subject.spoke.backend.url).origin} Bearer own.t.t`,
      `${new URL(peer.backend.url).origin} Bearer peers.t.t`,
      `${new URL(subject.hub.endpoints.logout).origin} session=h`,
    ].toSorted(),
  );
});
