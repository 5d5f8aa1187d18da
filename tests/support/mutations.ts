import type { Check } from "../../core/check.ts";
import type { Discovered } from "../../core/discover.ts";
import { type Found, open } from "../../core/envelope.ts";
import { type Name, pieces } from "../../core/evidence/index.ts";
import { judge } from "../../core/judge.ts";
import { needsOf } from "../../core/plan.ts";
import { type Reader, sealMissed, sealSeen } from "../../core/store.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Tried } from "./try-world.ts";

const at = new Date("2026-01-01T00:00:00Z");
const asText = (name: Name, value: unknown) =>
  open(JSON.stringify(sealSeen("x", "x", name, value as never, at)));

/** Every way in which a piece of evidence can be no evidence. */
export const mutations: Readonly<Record<string, (name: Name) => Found | undefined>> = {
  removed: () => undefined,
  missed: (name) => open(JSON.stringify(sealMissed("x", "x", name, "taken away by the test", at))),
  emptied: (name) => asText(name, {}),
  "of the wrong type": (name) => asText(name, "text"),
  "of a newer version": (name) =>
    open(JSON.stringify({ ...sealSeen("x", "x", name, {} as never, at), version: pieces[name].version + 1 })),
};

/** One check judged again over a world's evidence, as `read` gives it. */
export const judgeWith = (
  { plan, subjects }: Pick<Tried, "plan" | "subjects">,
  id: string,
  check: Check,
  read: Reader,
): Verdict[] =>
  judge(
    { ...plan, rows: plan.rows.filter((row) => row.check === id), apart: [] },
    [{ id, file: id, value: check }],
    subjects,
    read,
  );

/** What each of these checks says when one piece it needs is mutated: the passes and the breakdowns, as sentences. */
export const wronglySaid = (
  world: Tried,
  checks: readonly Discovered<Check>[],
  mutate: (name: Name) => Found | undefined,
): string[] =>
  checks.flatMap(({ id, value }) =>
    needsOf(value).flatMap((name) => {
      const read: Reader = (spoke, piece) => (piece === name ? mutate(piece) : world.read(spoke, piece));
      return judgeWith(world, id, value, read).flatMap(({ outcome, harnessError }) => [
        ...(outcome === "pass" ? [`${id} passes without ${name}`] : []),
        ...(harnessError ? [`${id}: ${harnessError}`] : []),
      ]);
    }),
  );
