import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { STEP_SECONDS, secondsOf, type Timed } from "./beats.ts";

/** The sender's clock against the hub's: by both times of a heartbeat, or by one that is still to come. */
export const sendersClock = ({ beats, hub }: Timed, where: string): Judgement => {
  const both = beats.filter(({ beat }) => beat.sent !== undefined && beat.received !== undefined);
  const offs = both.map(({ beat, at }) => secondsOf(Date.parse(beat.sent ?? "") - at));
  const off = offs.find((one) => Number.isNaN(one) || Math.abs(one) > STEP_SECONDS);
  if (off !== undefined) {
    const said = Number.isNaN(off)
      ? "a time that is none"
      : `${Math.abs(off)} s ${off > 0 ? "ahead" : "behind"}`;
    return fail(
      where,
      `sent within ${STEP_SECONDS} s of when it was received`,
      `the sender's clock is ${said}`,
    );
  }
  const ahead = secondsOf((beats[0]?.at ?? Number.NaN) - hub);
  const [whose, by] =
    both.length > 0 ? ["the list", "its own header Date"] : ["the sender's clock", "the hub"];
  return ahead > STEP_SECONDS
    ? fail(where, "no heartbeat of the future", `${whose} is ${ahead} s ahead of ${by}`)
    : pass;
};

/** The hub's clock against ours. Nobody else is asked the time here, so whose is wrong stays open. */
export const hubsClock = ({ hub, ours, dated }: Timed, host: string): Judgement => {
  const off = secondsOf(hub - ours);
  return !dated || Math.abs(off) <= STEP_SECONDS
    ? pass
    : unknown(
        `the clock of ${host} and the one here differ by ${off} s`,
        `setting whichever is wrong: the clock of ${host}, or of the machine that runs the gates (endpoints/clock-in-step)`,
      );
};
