import { defineCheck, type Judgement, pass } from "../../../core/check.ts";
import type { Question } from "../../../core/evidence/tenant.ts";
import { outcomeOf } from "../../../core/tenant/answers.ts";
import { eachAttempt, unheard } from "../../tenant/errors.ts";
import { eachQuestion, mustAnswer, said, together, wrong } from "../../tenant/questions.ts";

const EVIDENCE = "tenant.reads" as const;

/** An answer, and where it is a list of what is known, this tenant's. */
const judgeRead = (question: Question): Judgement => {
  const answered = mustAnswer(question, EVIDENCE);
  if (answered.is !== "pass" || question.operation !== "list_packages") return answered;
  return Object.hasOwn(question.shows ?? {}, question.at ?? "")
    ? pass
    : wrong(question, `packages of ${question.at}`, said(question));
};

export default defineCheck({
  level: "required",
  title: "The root token reads every tenant, and nothing without a tenant",
  failureTitle: "The root token does not read a tenant, or is served without one",
  why: "It is the operator's way into any tenant. Even it needs the first layer: a request without a tenant belongs to none.",
  remedy:
    "Registry operator: give ADMIN_TOKEN owner access wherever a tenant is found, and find the tenant before the token is looked at.",
  sources: ["S4:TOKEN-TYPES", "S4:SECURITY-LAYERS"],
  kinds: ["tenant-api"],
  needs: [EVIDENCE, "tenant.refusals"],
  judge: ({ tenant: { reads, refusals } }) =>
    together(
      eachQuestion(
        (reads.questions ?? []).filter(({ caller }) => caller === "root"),
        judgeRead,
      ),
      eachAttempt(
        refusals.attempts?.filter(({ caller }) => caller === "root"),
        (attempt) =>
          unheard(attempt) ??
          (outcomeOf(attempt.api, attempt.answer) === "refused"
            ? pass
            : wrong(attempt, "a refusal", said(attempt))),
        "no subdomain",
      ),
    ),
});
