import { defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { named } from "../../provider/named.ts";
import { secondsOf, timed } from "./beats.ts";
import { hubsClock, sendersClock } from "./clocks.ts";
import { everyMinute, sameRecord } from "./every-minute.ts";

export default defineCheck({
  level: "advisory",
  title: "The admin's heartbeat reaches the CW Network hub every minute",
  failureTitle: "The admin's heartbeat does not reach the CW Network hub every minute",
  why: "The heartbeat is how the hub knows that the admin is alive: one that stops, skips or comes from a wrong clock makes an outage look like a quiet day.",
  remedy:
    "Cargo: see why the admin's timer stopped or skipped, synchronise its clock (NTP), and keep what was received with the time it was received at.",
  sources: ["S3:HUB-SPOKE-REGISTRATION"],
  kinds: ["hub"],
  needs: ["heartbeat.endpoint"],
  judge: ({ heartbeat: { endpoint } }, { hub }) => {
    const settings = hub.heartbeat;
    const [first, last] = endpoint.looks ?? [];
    if (!settings || !first || !last)
      return unknown("nobody looked", "hub.heartbeat.endpoint in spokes.yaml");
    const { max_age_seconds: longest, admin } = settings;
    const { url = settings.hub, status, error, exchange } = last.answer ?? {};
    if (status === 401 || status === 403) {
      return unknown(
        `${url} is not shown without a credential (${status})`,
        "hub.heartbeat.endpoint.bearer in spokes.yaml",
      );
    }
    if (status !== 200) return fail(url, "200 with the heartbeats", status ?? error?.code, exchange);
    if (last.beats === undefined || first.beats === undefined) {
      return unknown(
        `${url} answers without a list of heartbeats`,
        "hub.heartbeat.endpoint.beats in spokes.yaml",
      );
    }
    const looks = { first: timed(first), last: timed(last) };
    const [newest] = looks.last.beats;
    if (newest === undefined) {
      const others = last.others ? `, ${last.others} of others` : "";
      return fail(url, `heartbeats of ${admin}`, `none${others}`, exchange);
    }
    const age = secondsOf(looks.last.hub - newest.at);
    const fresh = (): Judgement => {
      const said = newest.beat.received ?? newest.beat.sent;
      if (Number.isNaN(age)) return fail(url, "a time that can be read", said, exchange);
      return age <= longest
        ? pass
        : fail(
            url,
            `the newest younger than ${longest} s`,
            `${said}, ${age} s old by the hub's clock`,
            exchange,
          );
    };
    return named([
      ["the newest is fresh", fresh()],
      [`every ${settings.every_seconds} s`, everyMinute(looks.first, looks.last, longest, url)],
      ["the list is a record", sameRecord(first, last, url)],
      ["the sender's clock", sendersClock(looks.last, url)],
      ["the hub's clock", hubsClock(looks.last, URL.parse(url)?.host ?? url)],
    ]);
  },
});
