import type { Doors } from "../../core/doors.ts";
import type { Evidence, Name } from "../../core/evidence/index.ts";
import { gather } from "../../core/gather.ts";
import { createTaint } from "../../core/redact.ts";
import { memoryStore } from "../../core/store.ts";
import type { ClientSubject, Subject } from "../../core/subject.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import type { Journal } from "../../probes/evidence/effects.ts";
import { type OpenDoors, openDoors } from "../../probes/http/doors.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench, PILOT } from "../support/try-world.ts";

export interface Inside {
  readonly subject: ClientSubject;
  /** doors as a run of its own opens them; closed at the end */
  readonly open: (journal?: Journal) => OpenDoors;
  /** Runs one probe for the pilot; undefined when the piece was missed. */
  readonly run: <N extends Name>(probe: string, piece: N, doors?: Doors) => Promise<Evidence[N] | undefined>;
}

/** One healthy federation, in which probes are run one after the other as by runs of their own. */
export const inFederation = async (
  work: (inside: Inside) => Promise<void>,
  changed: (subject: Subject) => Subject = (subject) => subject,
): Promise<void> => {
  const { settings, all, toolbox, trust } = await bench();
  const subjects = all.filter(({ id }) => id === PILOT).map(changed);
  const { file, contract, secret, relative } = settings;
  const federation = await startFederation({ file, contract, target: "local", spoke: PILOT, secret, trust });
  const taint = createTaint();
  const reach = { ...reachOf(file, "local", "test", relative, federation), timeoutMs: 8000 };
  const opened: OpenDoors[] = [];
  const open: Inside["open"] = (journal) => {
    const doors = openDoors({ reach, env: process.env, taint, say: () => {}, ...(journal && { journal }) });
    opened.push(doors);
    return doors;
  };
  const run: Inside["run"] = async (probe, piece, doors = open()) => {
    const store = memoryStore(taint.scrub);
    await gather({
      tasks: [{ spoke: PILOT, gatherer: probe, by: "probe", wanted: [piece] }],
      probes: toolbox.probes,
      subjects,
      doors,
      sink: store,
      read: store.read,
      now: () => new Date(),
    });
    const found = store.read(PILOT, piece);
    return found?.is === "seen" ? (found.value as never) : undefined;
  };
  try {
    await work({ subject: subjects[0] as ClientSubject, open, run });
  } finally {
    await Promise.all(opened.map((doors) => doors.close()));
    await federation.close();
  }
};
