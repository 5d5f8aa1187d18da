import type { Doors } from "../../core/doors.ts";
import type { Evidence, Name } from "../../core/evidence/index.ts";
import { gather } from "../../core/gather.ts";
import { createTaint } from "../../core/redact.ts";
import { memoryStore } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench, PILOT } from "../support/try-world.ts";

/** Runs one probe for the pilot, through doors of its own; undefined when the piece was missed. */
export type RunProbe = <N extends Name>(
  probe: string,
  piece: N,
  through?: (doors: Doors) => Doors,
) => Promise<Evidence[N] | undefined>;

/** One healthy federation, in which probes are run one after the other as by runs of their own. */
export const inFederation = async (
  work: (run: RunProbe) => Promise<void>,
  changed: (subject: Subject) => Subject = (subject) => subject,
): Promise<void> => {
  const { settings, all, toolbox, trust } = await bench();
  const subjects = all.filter(({ id }) => id === PILOT).map(changed);
  const { file, contract, secret, relative } = settings;
  const federation = await startFederation({ file, contract, target: "local", spoke: PILOT, secret, trust });
  const taint = createTaint();
  const reach = { ...reachOf(file, "local", "test", relative, federation), timeoutMs: 8000 };
  const opened: ReturnType<typeof openDoors>[] = [];
  try {
    await work(async (probe, piece, through = (doors) => doors) => {
      const doors = openDoors({ reach, env: process.env, taint, say: () => {} });
      opened.push(doors);
      const store = memoryStore(taint.scrub);
      await gather({
        tasks: [{ spoke: PILOT, gatherer: probe, by: "probe", wanted: [piece] }],
        probes: toolbox.probes,
        subjects,
        doors: through(doors),
        sink: store,
        read: store.read,
        now: () => new Date(),
      });
      const found = store.read(PILOT, piece);
      return found?.is === "seen" ? (found.value as never) : undefined;
    });
  } finally {
    await Promise.all(opened.map((doors) => doors.close()));
    await federation.close();
  }
};
