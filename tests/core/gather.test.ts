import { expect, test } from "vitest";
import { type Doors, NotGiven } from "../../core/doors.ts";
import { gather } from "../../core/gather.ts";
import type { GatherTask } from "../../core/plan.ts";
import { type AnyProbe, defineProbe } from "../../core/probe.ts";
import { hub, store } from "./engine-kit.ts";

const doors = {} as Doors;
const about = { title: "looks", kinds: ["hub"], access: ["public"] } as const;
const run = async (probes: Readonly<Record<string, AnyProbe>>, limitMs?: number) => {
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

test("a probe that hangs is given up at the limit", async () => {
  const hung = defineProbe({ ...about, produces: ["discovery.public"], gather: () => new Promise(() => {}) });
  const { errors, read } = await run({ "probes/hung": hung }, 20);
  expect(errors).toEqual([]);
  expect(read("hub", "discovery.public")).toMatchObject({
    is: "missed",
    because: expect.stringContaining("time limit"),
  });
});
