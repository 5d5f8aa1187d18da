import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import type { Discovered } from "../../core/discover.ts";
import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { Name } from "../../core/evidence/index.ts";
import { runGatherer } from "../../core/gather.ts";
import type { Reader, Sink } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import { openWindow, type Window } from "../browser/launch.ts";
import { credentialsOf } from "../drivers/second-factor.ts";
import type { AnyJourney, Person, Session } from "./journey.ts";
import { leaveBehindNothing } from "./leave.ts";
import { pictureOf } from "./picture.ts";
import { watchContext } from "./watch.ts";

/** A picture for the report: PNG bytes, and what it shows. */
export interface Shot {
  readonly spoke: string;
  readonly journey: string;
  readonly name: string;
  readonly caption: string;
  /** requests of the first login that came before it */
  readonly hop?: number;
  readonly image: Uint8Array;
}

/** Longest that one journey may take: what it has not seen by then is missed, and the run goes on. */
const LIMIT_MS = 80_000;
const late = async (): Promise<never> => {
  await setTimeout(LIMIT_MS, undefined, { ref: false });
  throw new NotGiven(
    `the journey was not at its end after ${LIMIT_MS / 1000} s`,
    "a target that answers sooner",
  );
};

export interface JourneySetting {
  readonly browser: Browser;
  readonly doors: Doors;
  readonly sink: Sink;
  readonly read: Reader;
  /** the pieces that are asked for; without it, all */
  readonly wanted?: readonly Name[];
  /** without it no pictures are taken */
  readonly keep?: (shot: Shot) => void;
  /** a secret that is known by now stands in this text */
  readonly holdsSecret?: (text: string) => boolean;
}

/** Exchange ids count from one in every process: a journey's carry its name, so that they name one exchange of the run. */
export const namedIn = (journey: string, id: string): string => `${journey.replace(/^.*\//, "")}-${id}`;

const withNamedExchanges = (doors: Doors, journey: string): Doors => {
  const named = (exchange: Exchange): Exchange => {
    const { exchange: id } = exchange.seen;
    return id === undefined
      ? exchange
      : { ...exchange, seen: { ...exchange.seen, exchange: namedIn(journey, id) } };
  };
  return {
    ...doors,
    http: {
      send: async (url, request) => named(await doors.http.send(url, request)),
      wire: async (host, requests) => (await doors.http.wire(host, requests)).map(named),
    },
  };
};

/** Runs one journey for one subject in the given browser. Returns what it threw: our own failure. */
export const runJourney = async (
  journey: Discovered<AnyJourney>,
  subject: Subject,
  { browser, doors: plainDoors, sink, read, keep, holdsSecret, wanted }: JourneySetting,
): Promise<string | undefined> => {
  const doors = withNamedExchanges(plainDoors, journey.id);
  const windows: Window[] = [];
  const open = async (other: Browser = browser): Promise<Session> => {
    const window = await openWindow(other, doors.reach);
    windows.push(window);
    return {
      context: window.context,
      watch: watchContext(window.context, doors.taint),
      dialled: window.dialled,
      cut: window.cut,
    };
  };
  const user = (id: string): Person => {
    const found = subject.contract.users.find((one) => one.id === id);
    if (!found)
      throw new NotGiven(`the contract has no test user "${id}"`, "add them to contract/test-users.yaml");
    return { id, ...credentialsOf(doors, found) };
  };
  const shot = async (page: Page, name: string, caption: string, hop?: number) => {
    const image = keep && (await pictureOf(page, holdsSecret));
    const of = { spoke: subject.id, journey: journey.id.replace(/^.*\//, "") };
    if (image) keep?.({ ...of, name, caption, image, ...(hop !== undefined && { hop }) });
  };
  const wants = (...names: Name[]) => wanted === undefined || names.some((name) => wanted.includes(name));
  try {
    return await runGatherer(journey, subject.id, { sink, read, now: doors.now }, async (pen) => {
      const walking = journey.value.walk({ ...pen, subject, doors, open, user, shot, wants } as never);
      await Promise.race([walking, late()]);
    });
  } finally {
    if (subject.kind === "client") {
      await Promise.all(windows.map(({ context }) => leaveBehindNothing(context, subject, doors)));
    }
    await Promise.all(windows.map((window) => window.close()));
  }
};
