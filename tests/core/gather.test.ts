import { expect, test } from "vitest";
import { type Doors, NotGiven } from "../../core/doors.ts";
import { gather } from "../../core/gather.ts";
import type { GatherTask } from "../../core/plan.ts";
import { type AnyProbe, defineProbe } from "../../core/probe.ts";
import { hub, store } from "./engine-kit.ts";

const doors = {} as Doors;
const about = { title: "looks", kinds: ["hub"], access: ["public"] } as const;
const run = async (probes: Readonly<Record<string, AnyProbe>>, limitMs?: number, graceMs?: number) => {
  const kept = store();
  const tasks = Object.keys(probes).map(
    (gatherer): GatherTask => ({ spoke: "hub", gatherer, by: "probe", wanted: [] }),
  );
  const errors = await gather({
    tasks,
    probes: Object.entries(probes).map(([id, value]) => ({ id, file: id, value })),
    subjects: [hub],
    doors,
    sink: kept,
    read: kept.read,
    now: () => new Date("2026-01-01T00:00:00Z"),
    ...(limitMs !== undefined && { limitMs }),
    ...(graceMs !== undefined && { graceMs }),
  });
  return { errors, read: kept.read };
};
const source = defineProbe({
  ...about,
  produces: ["discovery.public"],
  gather: async ({ saw }) => saw("discovery.public", { status: 200 }),
});

test("a probe waits for what it needs and reads it", async () => {
  const follower = defineProbe({
    ...about,
    produces: ["jwks.public"],
    needs: ["discovery.public"],
    gather: async ({ given, saw }) =>
      saw("jwks.public", { status: (given.discovery.public.status ?? 0) + 1 }),
  });
  const { read } = await run({ "probes/follower": follower, "probes/source": source });
  expect(read("hub", "jwks.public")).toMatchObject({ is: "seen", value: { status: 201 } });
});

test("a probe that throws misses its pieces and is an error of ours", async () => {
  const broken = defineProbe({
    ...about,
    produces: ["discovery.public", "discovery.backend"],
    gather: async ({ saw }) => {
      saw("discovery.public", {});
      throw new Error("our bug");
    },
  });
  const { errors, read } = await run({ "probes/broken": broken });
  expect(errors).toHaveLength(1);
  expect(read("hub", "discovery.public")?.is).toBe("seen");
  expect(read("hub", "discovery.backend")).toMatchObject({
    is: "missed",
    because: "the probe failed: our bug",
  });
});

test("what was not given is missed without an error of ours", async () => {
  const poor = defineProbe({
    ...about,
    produces: ["discovery.public"],
    gather: async () => {
      throw new NotGiven("the secret env:X was not given", "set the environment variable X");
    },
  });
  const { errors, read } = await run({ "probes/poor": poor });
  expect(errors).toEqual([]);
  expect(read("hub", "discovery.public")).toMatchObject({
    is: "missed",
    because: expect.stringContaining("set the"),
    give: "set the environment variable X",
  });
});

test("a missed need passes its name on to what rests on it", async () => {
  const silent = defineProbe({ ...about, produces: ["discovery.public"], gather: async () => {} });
  const follower = defineProbe({
    ...about,
    produces: ["jwks.public"],
    needs: ["discovery.public"],
    gather: async () => {
      throw new Error("must not run");
    },
  });
  const { errors, read } = await run({ "probes/silent": silent, "probes/follower": follower });
  expect(errors).toEqual([]);
  expect(read("hub", "jwks.public")).toMatchObject({ is: "missed", cause: ["discovery.public"] });
});

test("what would have to be given is told by everything that rests on it", async () => {
  const poor = defineProbe({
    ...about,
    produces: ["discovery.public"],
    gather: async () => {
      throw new NotGiven("no key", "give a key");
    },
  });
  const follower = defineProbe({
    ...about,
    produces: ["jwks.public"],
    needs: ["discovery.public"],
    gather: async () => {},
  });
  const { read } = await run({ "probes/poor": poor, "probes/follower": follower });
  expect(read("hub", "jwks.public")).toMatchObject({ is: "missed", give: "give a key" });
});

test("two probes that touch the same thing take turns", async () => {
  let inside = 0;
  let most = 0;
  const busy = (piece: "discovery.public" | "discovery.backend") =>
    defineProbe({
      ...about,
      produces: [piece],
      touches: ["hub.keys"],
      gather: async ({ saw }) => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
        saw(piece, {});
      },
    });
  await run({ "probes/a": busy("discovery.public"), "probes/b": busy("discovery.backend") });
  expect(most).toBe(1);
});

/** What happened, in order, when the time was up while the first of these was at work. */
const lateOnes = async (): Promise<{ happened: string[]; read: Awaited<ReturnType<typeof run>>["read"] }> => {
  const happened: string[] = [];
  const slow = defineProbe({
    ...about,
    produces: ["discovery.public"],
    touches: ["hub.keys"],
    alone: "after",
    gather: async ({ saw }) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      saw("discovery.public", { status: 200 });
      happened.push("put back");
    },
  });
  const next = defineProbe({
    ...about,
    produces: ["jwks.public"],
    touches: ["hub.keys"],
    alone: "after",
    gather: async () => void happened.push("begun"),
  });
  const { read } = await run({ "probes/a": slow, "probes/b": next }, 20);
  happened.push("ended");
  return { happened, read };
};

test("whoever waits for a turn that never comes is missed at the limit too", async () => {
  const hung = (piece: "discovery.public" | "jwks.public") =>
    defineProbe({
      ...about,
      produces: [piece],
      touches: ["hub.keys"],
      gather: () => new Promise(() => {}),
    });
  const { read } = await run(
    { "probes/a": hung("discovery.public"), "probes/b": hung("jwks.public") },
    20,
    30,
  );
  expect(read("hub", "discovery.public")).toMatchObject({ is: "missed" });
  expect(read("hub", "jwks.public")).toMatchObject({ is: "missed" });
});

test("when the time is up nothing new is begun, and what was at work puts back what it changed", async () => {
  const { happened, read } = await lateOnes();
  expect(happened).toEqual(["put back", "ended"]);
  expect(read("hub", "discovery.public")).toMatchObject({ is: "missed" });
  expect(read("hub", "jwks.public")).toMatchObject({ is: "missed" });
});

test("a probe that hangs is given up at the limit", async () => {
  const hung = defineProbe({ ...about, produces: ["discovery.public"], gather: () => new Promise(() => {}) });
  const { errors, read } = await run({ "probes/hung": hung }, 20, 50);
  expect(errors).toEqual([]);
  expect(read("hub", "discovery.public")).toMatchObject({
    is: "missed",
    because: expect.stringContaining("time limit"),
  });
});

test("whoever takes turns with the probes is told when they have ended, before those that come last of all", async () => {
  const kept = store();
  const order: string[] = [];
  const named = (name: string, alone?: "after") =>
    defineProbe({
      ...about,
      produces: [],
      ...(alone && { alone }),
      gather: async () => void order.push(name),
    });
  const others = Promise.withResolvers<void>();
  await gather({
    tasks: ["last", "look"].map(
      (gatherer): GatherTask => ({ spoke: "hub", gatherer, by: "probe", wanted: [] }),
    ),
    probes: [
      { id: "last", file: "last", value: named("last", "after") },
      { id: "look", file: "look", value: named("look") },
    ],
    subjects: [hub],
    doors,
    sink: kept,
    read: kept.read,
    now: () => new Date(),
    others: others.promise,
    rested: () => {
      order.push("rested");
      queueMicrotask(() => {
        order.push("others");
        others.resolve();
      });
    },
  });
  expect(order).toEqual(["look", "rested", "others", "last"]);
});
