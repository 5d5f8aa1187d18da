import { blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { named } from "../../provider/named.ts";
import { STEP_SECONDS, secondsOf, timed } from "./beats.ts";

const HEARD = "readiness/hub-heartbeat";

export default defineCheck({
  level: "advisory",
  title: "The footer shows the heartbeat live, and nothing that is not so",
  failureTitle: "The footer does not show what the hub hears",
  why: "A footer that says live whatever happens is worse than none: people rely on it in the hour of the outage.",
  remedy:
    "Cargo: draw the footer from the newest heartbeat and its age, ask for it again while the page is open, and show anything but live once it is older than the limit or cannot be asked for.",
  sources: ["S3:HUB-SPOKE-REGISTRATION"],
  kinds: ["hub"],
  needs: ["heartbeat.endpoint", "heartbeat.footer"],
  judge: ({ heartbeat: { endpoint, footer } }, { hub }) => {
    const { footer: settings, max_age_seconds: longest = 0, every_seconds: every = 0 } = hub.heartbeat ?? {};
    const look = endpoint.looks?.at(-1);
    const { connected, cut, page = settings?.url ?? "the page", status, error } = footer;
    if (!settings || !look || !connected)
      return unknown("nobody looked", "hub.heartbeat.footer in spokes.yaml");
    if (error !== undefined || status !== 200) return fail(page, "the page with the footer", error ?? status);
    if (connected.found !== true) {
      return fail(page, `an element ${JSON.stringify(settings.find)}`, "none that is shown");
    }
    const { beats, hub: hubNow, ours } = timed(look);
    const newest = beats[0]?.at ?? Number.NaN;
    const saysLive = (connected.text ?? "").includes(settings.live);
    // the footer was read a little later, or earlier, than the list
    const age = secondsOf(hubNow - newest);
    if (!(Math.abs(age) <= longest)) {
      return saysLive
        ? fail(
            page,
            `anything but ${settings.live}`,
            `"${connected.text}" while the newest heartbeat is ${age} s old`,
          )
        : blockedBy(HEARD, "without fresh heartbeats a live footer cannot be seen");
    }
    const shown = Date.parse(connected.time ?? "");
    const inStep = (): Judgement => {
      if (connected.time === undefined) return pass;
      const between = Math.abs(Date.parse(connected.at ?? "") - ours);
      const off = secondsOf(shown - newest);
      const latest = secondsOf(between) + STEP_SECONDS;
      return off >= -(every + latest) && off <= latest
        ? pass
        : fail(page, `the newest heartbeat, of ${new Date(newest).toISOString()}`, connected.time);
    };
    const withoutHub = (): Judgement => {
      if (!saysLive) return unknown("it did not say live before", page);
      if (cut?.found === undefined) return unknown("it was not looked at again", "a new run");
      return (cut.text ?? "").includes(settings.live)
        ? fail(
            page,
            `anything but ${settings.live} after ${cut.seconds} s without a network`,
            `"${cut.text}"`,
          )
        : pass;
    };
    return named([
      ["says live", saysLive ? pass : fail(page, settings.live, `"${connected.text}"`)],
      ["shows the hub's newest", inStep()],
      ["not live without the hub", withoutHub()],
    ]);
  },
});
