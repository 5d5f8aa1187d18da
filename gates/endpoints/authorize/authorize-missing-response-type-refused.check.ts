import { all, defineRefusal, fail, pass } from "../../../core/check.ts";
import { correctRequestAccepted, lastHop, refusedWithoutCode } from "./walks.ts";

export default defineRefusal({
  level: "advisory",
  title: "A request without response_type is refused",
  failureTitle: "A request without response_type is not refused with invalid_request",
  why: "A hub that guesses what was meant answers requests that nobody meant.",
  remedy: "Hub operator: answer a request without response_type with invalid_request.",
  sources: ["RFC6749:3.1.1", "RFC6749:4.1.2.1"],
  kinds: ["client"],
  needs: ["authorize.response_types"],
  control: correctRequestAccepted,
  judge: ({ authorize }, { hub }) => {
    const tried = (authorize.response_types.attempts ?? []).filter(({ name }) => name === "missing");
    const refused = all(tried.map(refusedWithoutCode));
    if (refused.is !== "pass") return refused;
    const walk = tried[0]?.walk;
    const error = walk?.params?.error;
    // An error page of the hub's own has no name for machines.
    return error === undefined || error === "invalid_request"
      ? pass
      : fail(`${hub.endpoints.authorization} (missing)`, "invalid_request", error, lastHop(walk)?.exchange);
  },
});
