import { expect, test, vi } from "vitest";
import type { Judgement } from "../../core/check.ts";
import type { Doors } from "../../core/doors.ts";
import type { Beat, HeartbeatLook } from "../../core/evidence/heartbeat.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { heartbeat as shape } from "../../core/spokes/heartbeat-schema.ts";
import type { Verdict } from "../../core/verdict.ts";
import heard from "../../gates/readiness/heartbeat/hub-heartbeat.check.ts";
import forgedRefused from "../../gates/readiness/heartbeat/hub-heartbeat-forged-refused.check.ts";
import shownLive from "../../gates/readiness/heartbeat/hub-heartbeat-shown-live.check.ts";
import heartbeatProbe from "../../probes/hub/heartbeat.probe.ts";
import { beatsIn } from "../../probes/hub/heartbeat-list.ts";
import { changesOf } from "../../scripts/runs/rejudge.ts";

const NOW = Date.parse("2026-06-01T12:00:00.000Z");
const iso = (secondsAgo: number) => new Date(NOW - secondsAgo * 1000).toISOString();
const settings = shape.parse({
  admin: "https://admin.test",
  hub: "https://hub.test",
  endpoint: { url: "https://hub.test/beats", beats: "data.items", sent: "sent", received: "received" },
  footer: { url: "https://hub.test/" },
});
const subject = { hub: { heartbeat: settings } };

const look = (beats: readonly Beat[], { status = 200, off = 0, at = NOW } = {}): HeartbeatLook => ({
  answer: {
    url: "https://hub.test/beats",
    status,
    headers: { date: new Date(at + off * 1000).toUTCString() },
    seenAt: new Date(at).toISOString(),
    ms: 0,
  },
  beats: [...beats],
});
const sent = (...ago: number[]): Beat[] => ago.map((one) => ({ sent: iso(one), received: iso(one) }));
const regular = sent(10, 70, 130);

const judge = (
  check: { readonly judge: (given: never, subject: never) => Judgement },
  given: { readonly endpoint?: HeartbeatLook[]; readonly footer?: object; readonly forged?: object },
): Judgement => {
  const { endpoint = [look(regular), look(regular)], ...rest } = given;
  return check.judge({ heartbeat: { endpoint: { looks: endpoint }, ...rest } } as never, subject as never);
};
const open = ({ cases = [] }: Judgement) =>
  cases.filter(({ outcome }) => outcome !== "pass").map(({ name }) => name);
const twice = (beats: readonly Beat[], how = {}): { endpoint: HeartbeatLook[] } => ({
  endpoint: [look(beats, how), look(beats, how)],
});

test.each<[string, HeartbeatLook[], string[]]>([
  ["every minute", twice(regular).endpoint, []],
  ["one a little late", twice(sent(10, 95, 155)).endpoint, []],
  ["the last one too old", twice(sent(91, 151, 211)).endpoint, ["the newest is fresh"]],
  ["one that never came", twice(sent(10, 130, 190)).endpoint, ["every 60 s"]],
  [
    "a sender whose clock is ahead",
    twice(
      regular.map(({ received, sent: made = "" }) => ({
        ...(received && { received }),
        sent: new Date(Date.parse(made) + 300_000).toISOString(),
      })),
    ).endpoint,
    ["the sender's clock"],
  ],
  [
    "a sender ahead, and no time of receipt",
    twice([-300, -240, -180].map((one) => ({ sent: iso(one) }))).endpoint,
    ["the sender's clock"],
  ],
  [
    "times that are none",
    twice([{ received: "soon" }, { received: "later" }]).endpoint,
    ["the newest is fresh", "every 60 s"],
  ],
  ["a list that is made up", [look(sent(11, 71, 131)), look(sent(10, 70, 130))], ["the list is a record"]],
  // the hub's own clock is told apart: its list is judged by it, and whose is wrong stays open
  ["a hub whose clock is behind", twice(sent(130, 190, 250), { off: -120 }).endpoint, ["the hub's clock"]],
])("%s", (_what, endpoint, expected) => {
  expect(open(judge(heard, { endpoint }))).toEqual(expected);
});

test("a hub that shows its newest only is judged by the next one that came, or did not", () => {
  const later = (seconds: number, ago: number) => look(sent(ago), { at: NOW + seconds * 1000 });
  expect(judge(heard, { endpoint: [look(sent(50)), later(12, -10)] }).is).toBe("pass");
  expect(open(judge(heard, { endpoint: [look(sent(50)), later(39, 50)] }))).toEqual(["every 60 s"]);
  expect(judge(heard, { endpoint: [look(sent(5)), later(95, 5)] })).toMatchObject({ is: "fail" });
  expect(open(judge(heard, { endpoint: [look(sent(5)), look(sent(5))] }))).toEqual(["every 60 s"]);
});

test("what cannot be read is unknown, what is not there is red", () => {
  expect(judge(heard, twice([], { status: 401 }))).toMatchObject({
    is: "unknown",
    resolvedBy: expect.stringContaining("bearer"),
  });
  expect(judge(heard, twice([], { status: 500 })).is).toBe("fail");
  expect(judge(heard, twice([]))).toMatchObject({ is: "fail", expected: "heartbeats of https://admin.test" });
  const noList: HeartbeatLook = { answer: { status: 200 } };
  expect(judge(heard, { endpoint: [noList, noList] }).is).toBe("unknown");
});

test("members are found where the settings say, numbers are times, and others' heartbeats do not count", () => {
  const endpoint = { url: "x", beats: "data.items", sent: "at", sender: { member: "who", is: "admin" } };
  const items = [
    { at: 1_780_315_200, who: "admin" },
    { at: 1_780_315_260_000, who: "admin" },
    { at: 5, who: "x" },
  ];
  expect(beatsIn({ data: { items } }, endpoint)).toEqual({
    beats: [{ sent: "2026-06-01T12:01:00.000Z" }, { sent: "2026-06-01T12:00:00.000Z" }],
    others: 1,
  });
  expect(beatsIn({ at: "soon", who: "admin" }, { url: "x", sent: "at" })).toEqual({
    beats: [{ sent: "soon" }],
    others: 0,
  });
  expect(beatsIn("<html>", endpoint)).toEqual({});
});

test("a hub that lists one is asked until the next one comes, one that lists many is not waited for", async () => {
  vi.useFakeTimers({ now: NOW });
  try {
    const ask = async (list: () => number[]) => {
      let evidence: Evidence["heartbeat.endpoint"] | undefined;
      const send = async () => ({
        seen: { status: 200 },
        json: { data: { items: list().map((at) => ({ sent: iso(at) })) } },
      });
      const doors = { http: { send }, now: () => new Date(), say: () => {} } as unknown as Doors;
      const saw = (_: string, value: Evidence["heartbeat.endpoint"]) => {
        evidence = value;
      };
      const done = heartbeatProbe.gather({ subject, doors, saw } as never);
      await vi.runAllTimersAsync();
      await done;
      return {
        looks: evidence?.looks?.map(({ beats }) => beats?.[0]?.sent),
        seconds: (Date.now() - NOW) / 1000,
      };
    };
    expect(await ask(() => [10, 70, 130])).toMatchObject({ looks: [iso(10), iso(10)], seconds: 0 });
    expect(await ask(() => (Date.now() - NOW >= 20_000 ? [-20] : [40]))).toEqual({
      looks: [iso(40), iso(-20)],
      seconds: 20,
    });
    vi.setSystemTime(NOW);
    expect(await ask(() => [40])).toEqual({ looks: [iso(40), iso(40)], seconds: 90 });
  } finally {
    vi.useRealTimers();
  }
});

const at = new Date(NOW).toISOString();
const live = { found: true, text: "hub: Live, last heartbeat", time: iso(10), at };
const cut = { found: true, text: "hub: not reached", at, seconds: 180 };
const page = { page: "https://hub.test/", status: 200 };

test.each<[string, object, string[]]>([
  ["follows the hub", { ...page, connected: live, cut }, []],
  ["vanishes without it", { ...page, connected: live, cut: { found: false, seconds: 180 } }, []],
  ["shows no time", { ...page, connected: { ...live, time: undefined }, cut }, []],
  [
    "shows another time",
    { ...page, connected: { ...live, time: iso(600) }, cut },
    ["shows the hub's newest"],
  ],
  [
    "shows a time that is none",
    { ...page, connected: { ...live, time: "now" }, cut },
    ["shows the hub's newest"],
  ],
  [
    "says live without it",
    { ...page, connected: live, cut: { ...live, seconds: 180 } },
    ["not live without the hub"],
  ],
  [
    "never says live",
    { ...page, connected: { ...live, text: "hub: not reached" }, cut },
    ["says live", "not live without the hub"],
  ],
])("a footer that %s", (_what, footer, expected) => {
  expect(open(judge(shownLive, { footer }))).toEqual(expected);
});

test("a footer that says live while nothing comes is red; one that does not leaves the question open", () => {
  const late = twice(sent(600, 660, 720));
  expect(judge(shownLive, { ...late, footer: { ...page, connected: live, cut } }).is).toBe("fail");
  const honest = { ...page, connected: { ...live, text: "hub: no heartbeat" }, cut };
  expect(judge(shownLive, { ...late, footer: honest })).toMatchObject({
    is: "unknown",
    cause: [{ check: "readiness/hub-heartbeat" }],
  });
  expect(judge(shownLive, { footer: { ...page, connected: { found: false }, cut } }).is).toBe("fail");
  expect(judge(shownLive, { footer: { ...page, status: 404, connected: { found: false } } }).is).toBe("fail");
});

test.each<[string, object, Judgement["is"]]>([
  ["refused as who it is", { answer: { status: 401 }, listed: false }, "pass"],
  ["refused as what it is", { answer: { status: 400 }, listed: false }, "unknown"],
  ["refused and listed all the same", { answer: { status: 403 }, listed: true }, "fail"],
  ["taken", { answer: { status: 202 }, listed: true }, "fail"],
  ["answered as taken, not listed", { answer: { status: 202 }, listed: false }, "unknown"],
  ["answered as taken, by a hub whose list shows no such time", { answer: { status: 202 } }, "fail"],
  ["no answer", { answer: { error: { code: "ECONNRESET" } }, listed: false }, "unknown"],
])("a stranger's heartbeat that is %s", (_what, attempt, expected) => {
  expect(judge(forgedRefused, { forged: { attempts: [{ name: "stranger", ...attempt }] } }).is).toBe(
    expected,
  );
});

test("a verdict of the fourth room that was judged over evidence is compared like any other", () => {
  const verdict: Verdict = {
    spoke: "hub",
    check: "readiness/hub-heartbeat",
    gate: 4,
    level: "advisory",
    outcome: "pass",
  };
  expect(changesOf([verdict], [{ ...verdict, outcome: "fail" }], "x")).toHaveLength(1);
});
