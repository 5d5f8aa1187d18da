import { expect, test } from "vitest";
import { mutations, wronglySaid } from "../support/mutations.ts";
import { bench, healthyWorld } from "../support/try-world.ts";

const { toolbox } = await bench();
const healthy = await healthyWorld({ spoke: "packages" });

test.each(Object.entries(mutations))(
  "no row about tenants passes or breaks down when a piece it needs is %s",
  (_how, mutate) => {
    expect(wronglySaid(healthy, toolbox.checks, mutate)).toEqual([]);
  },
);
