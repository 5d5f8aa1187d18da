import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Doors } from "../../core/doors.ts";
import { type Journal, openJournal } from "../../probes/evidence/effects.ts";
import type { OpenDoors } from "../../probes/http/doors.ts";
import { inRegistry, namesAt } from "./in-registry.ts";

const folder = mkdtempSync(join(tmpdir(), "gates-tenant-undo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** no process has it: a run of this id is dead */
const DEAD = 2 ** 22 + 1;
const journalOf = (run: string, pid?: number): Journal =>
  openJournal({ folder, run, placeOf: () => "t", scrub: (text) => text, ...(pid !== undefined && { pid }) });

const WRITES = ["claims/tenant-writes-stay-home", "claims/tenant-owner-full"];

/** Doors of a run that dies after so many writes: nothing gets out any more. */
const dyingAfter = (doors: OpenDoors, writes: number): OpenDoors => {
  let left = writes;
  const http: Doors["http"] = {
    ...doors.http,
    send: async (url, request) => {
      if (left <= 0) throw new Error("the run was killed");
      const exchange = await doors.http.send(url, request);
      const writes = request?.method !== undefined && request.method !== "GET" && !url.endsWith("/graphql");
      if (writes || request?.body?.includes("mutation")) left--;
      return exchange;
    },
  };
  return { ...doors, http };
};

test.each([1, 9, 60, 150])("a run that dies after %i writes is put right by the next", (writes) =>
  inRegistry(async ({ ask, open }) => {
    const plain = open();
    const before = [await namesAt(plain, "acme"), await namesAt(plain, "beta-corp")];
    const doors = dyingAfter(open({ journal: journalOf(`dead-${writes}`, DEAD) }), writes);
    await ask(WRITES, { doors }).catch(() => {});
    const verdicts = await ask(WRITES, { doors: open({ journal: journalOf(`next-${writes}`) }) });
    expect(verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect([await namesAt(plain, "acme"), await namesAt(plain, "beta-corp")]).toEqual(before);
    expect(journalOf("another").left("packages")).toEqual([]);
  }),
);

test("a run that leaves in the middle takes away what it made", () =>
  inRegistry(async ({ ask, open }) => {
    const plain = open();
    const before = [await namesAt(plain, "acme"), await namesAt(plain, "beta-corp")];
    const journal = journalOf("stopped");
    const doors = open({ journal });
    const running = ask(WRITES, { doors }).catch(() => {});
    while (journal.open().length === 0 || doors.steadiness().every(({ requests }) => requests < 60)) {
      await new Promise((resume) => setImmediate(resume));
    }
    await doors.leave();
    await running;
    expect(journal.open()).toEqual([]);
    expect([await namesAt(plain, "acme"), await namesAt(plain, "beta-corp")]).toEqual(before);
  }));
