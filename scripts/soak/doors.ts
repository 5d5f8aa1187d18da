import { createTaint } from "../../core/redact.ts";
import { type OpenDoors, openDoors } from "../../probes/http/doors.ts";
import { reachOf } from "../run/reach.ts";
import type { Settings } from "../run/settings.ts";
import { TARGET } from "./standing.ts";

/** Doors of somebody who looks at the standing federation beside the runs, and writes nothing down. */
export const lookingDoors = ({ file, relative }: Pick<Settings, "file" | "relative">): OpenDoors =>
  openDoors({
    reach: reachOf(file, TARGET, "soak", relative),
    env: process.env,
    taint: createTaint(),
    say: () => {},
  });
