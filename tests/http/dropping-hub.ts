import { createTaint } from "../../core/redact.ts";
import { hangUp } from "../../fixtures/federation/site.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench } from "../support/try-world.ts";

/** A hub whose first connections drop without an answer, and the way to it. */
export const droppingHub = async (drops: number) => {
  const { settings, trust } = await bench();
  let count = 0;
  const federation = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: "local",
    spoke: "cargoworks-ai",
    secret: settings.secret,
    trust,
    faults: [
      {
        why: "connections drop",
        breaks: [],
        seenBy: "http",
        apply: ({ tampers, at }) => {
          tampers.push({ host: at.publicHost, before: () => (count++ < drops ? hangUp : undefined) });
        },
      },
    ],
  });
  const reach = reachOf(settings.file, "local", "test", settings.relative, federation);
  return { federation, doors: openDoors({ reach, env: {}, taint: createTaint(), say: () => {} }) };
};
