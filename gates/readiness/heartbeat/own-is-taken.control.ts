import { defineControl, fail, pass, unknown } from "../../../core/check.ts";
import { secondsOf, timed } from "./beats.ts";

export const ownIsTaken = defineControl<"heartbeat.endpoint", "hub">({
  name: "the admin's own heartbeat is taken and listed",
  needs: ["heartbeat.endpoint"],
  judge: ({ heartbeat: { endpoint } }, { hub }) => {
    const look = endpoint.looks?.at(-1);
    const longest = hub.heartbeat?.max_age_seconds ?? 0;
    if (!look?.beats) return unknown("the hub lists none", "readiness/hub-heartbeat");
    const { beats, hub: hubNow } = timed(look);
    const age = secondsOf(hubNow - (beats[0]?.at ?? Number.NaN));
    return Math.abs(age) <= longest
      ? pass
      : fail(
          look.answer?.url ?? "the list",
          `one younger than ${longest} s`,
          Number.isNaN(age) ? "none" : `${age} s old`,
        );
  },
});
