import { defineRefusal } from "../../../core/check.ts";
import { asDocumented, eachAttempt } from "../../tenant/errors.ts";
import { eachQuestion, mustRefuse, together } from "../../tenant/questions.ts";
import { readsOwn } from "../../tenant/reads-own.control.ts";

const MESSAGE = "Invalid or missing authentication token";

export default defineRefusal({
  level: "required",
  title: "Without a token nothing is answered but 401 unauthorized",
  failureTitle: "Something is answered without a token, or not refused as documented",
  why: "The tenant only says whose data is meant. Who may see it is said by the token, on every path of every API.",
  remedy: `Registry operator: ask for the token before any handler runs, and answer 401 with { error: "unauthorized", message: "${MESSAGE}" }.`,
  sources: ["S4:ERROR-RESPONSES", "S4:SECURITY-SUMMARY"],
  threat: ["OWASPAPI:API2"],
  kinds: ["tenant-api"],
  needs: ["tenant.refusals", "tenant.reads"],
  control: readsOwn,
  judge: ({ tenant: { refusals, reads } }) =>
    together(
      eachAttempt(
        refusals.attempts,
        (attempt) =>
          asDocumented(attempt, {
            status: 401,
            error: "unauthorized",
            message: (message) => message === MESSAGE,
            worded: `"${MESSAGE}"`,
          }),
        "no token",
      ),
      eachQuestion(
        (reads.questions ?? []).filter(({ caller }) => caller === "nobody"),
        (question) => mustRefuse(question, "tenant.reads"),
      ),
    ),
});
