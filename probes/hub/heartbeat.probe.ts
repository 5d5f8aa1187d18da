import { NotGiven } from "../../core/doors.ts";
import { type HeartbeatLook, momentOf } from "../../core/evidence/heartbeat.ts";
import { defineProbe } from "../../core/probe.ts";
import { lookAtBeats } from "./heartbeat-list.ts";

/** So many show two intervals: then nobody has to wait for the next one. */
const ENOUGH = 3;
const SLOWEST_MS = 5000;

const newestIn = ({ beats = [] }: HeartbeatLook): number => Math.max(...beats.map(momentOf));

export default defineProbe({
  title: "The heartbeats that the CW Network hub has of the admin",
  kinds: ["hub"],
  produces: ["heartbeat.endpoint"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const { heartbeat } = subject.hub;
    const { endpoint, every_seconds = 0, max_age_seconds = 0 } = heartbeat ?? {};
    if (!endpoint) {
      throw new NotGiven(
        "spokes.yaml does not say where the hub lists its heartbeats",
        "hub.heartbeat.endpoint in spokes.yaml, or an attestation of who looked",
      );
    }
    const first = await lookAtBeats(doors, endpoint);
    let again = await lookAtBeats(doors, endpoint);
    // a hub that shows the last one only is asked until the next one comes
    const end = doors.now().getTime() + max_age_seconds * 1000;
    const waits = first.beats !== undefined && first.beats.length > 0 && first.beats.length < ENOUGH;
    if (waits) doors.say(`waits up to ${max_age_seconds} s for the next heartbeat of ${heartbeat?.admin}`);
    while (waits && newestIn(again) === newestIn(first) && doors.now().getTime() < end) {
      await new Promise((resume) => setTimeout(resume, Math.min(SLOWEST_MS, every_seconds * 100)));
      again = await lookAtBeats(doors, endpoint);
    }
    saw("heartbeat.endpoint", { looks: [first, again] });
  },
});
