import { eachCase, fail, pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "What the spoke rests on is ready too",
  failureTitle: "Something that the spoke rests on is not ready",
  why: "A spoke logs in at the hub, on the account home's screens: it is no more ready than they are.",
  remedy: "Gate what is named, on the same target, and keep its signed run.",
  sources: ["S2:THE-FOUR-GATES"],
  appliesTo: ({ dependencies }) => dependencies.length > 0,
  judge: ({ dependencies }) =>
    eachCase(
      dependencies,
      ({ id }) => id,
      ({ id, state, because, resolvedBy }) => {
        if (state === "passed") return pass;
        return state === "failed"
          ? fail(id, "a GO in force, or its gates passed in this run", because)
          : unknown(`${id}: ${because}`, resolvedBy);
      },
    ),
});
