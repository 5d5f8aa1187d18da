import type { BrowserContext, Page } from "@playwright/test";
import type { Doors } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { type SpokeState, spokeStateOf } from "../adapters/spoke-state.ts";
import { originOf, storedBy, within } from "./page.ts";
import { peerOf } from "./peer.ts";

/** A target that answers nothing any more must not hold the end of the run. */
const LEAVE_MS = 3000;

/** Ends the native session that a page of the spoke holds, if it holds one. */
export const endSessionOf = async (
  page: Page,
  context: BrowserContext,
  state: Pick<SpokeState, "sessionIn" | "end">,
): Promise<void> => {
  const native = state.sessionIn(await storedBy(page, context));
  if (native) await state.end(native.accessToken).catch(() => undefined);
};

const leave = async (context: BrowserContext, subject: ClientSubject, doors: Doors): Promise<void> => {
  const { hub } = subject;
  const atSpoke = async (there: ClientSubject) => {
    const page = context.pages().find((one) => originOf(one.url()) === there.spoke.app);
    if (page) await endSessionOf(page, context, spokeStateOf(there, doors));
  };
  const peer = peerOf(subject);
  await Promise.all([atSpoke(subject), peer && atSpoke(peer)]);
  const cookies = await context.cookies(hub.endpoints.logout);
  if (cookies.length === 0) return;
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  doors.taint(cookie, "cookies of the hub");
  const headers = { cookie, origin: hub.account_home };
  await doors.http.send(hub.endpoints.logout, { method: "POST", headers });
};

/** Ends the sessions that a journey leaves behind in its browser, at the spoke, at its peer and at the hub; whatever went wrong before. */
export const leaveBehindNothing = (
  context: BrowserContext,
  subject: ClientSubject,
  doors: Doors,
): Promise<void> => within(leave(context, subject, doors), LEAVE_MS, undefined);
