import { defineRefusal, pass } from "../../../core/check.ts";
import { eachAttempt, errorBody, unheard } from "../../tenant/errors.ts";
import { wrong } from "../../tenant/questions.ts";
import { readsOwn } from "../../tenant/reads-own.control.ts";
import { summary } from "../reading.ts";

const EXPECTED = "a 4xx with { error, message } that speaks of the tenant, not of the token";

export default defineRefusal({
  level: "required",
  title: "A valid token without a tenant is refused for want of a tenant",
  failureTitle: "A valid token is served without a tenant, or is called invalid",
  why: "Without a subdomain there is no tenant whose data may be shown: whatever is answered is everybody's or somebody's.",
  remedy:
    "Registry operator: on the host without a subdomain answer every API with an error of its own (not `unauthorized`) before any query is made.",
  sources: ["S4:SECURITY-LAYERS", "S4:SECURITY-SUMMARY"],
  threat: ["OWASPAPI:API1"],
  kinds: ["tenant-api"],
  needs: ["tenant.refusals"],
  control: readsOwn,
  judge: ({ tenant: { refusals } }) =>
    eachAttempt(
      refusals.attempts,
      (attempt) => {
        const silent = unheard(attempt);
        if (silent) return silent;
        const { status = 0 } = attempt.answer ?? {};
        const error = errorBody(attempt)?.error;
        return status >= 400 && error !== undefined && error !== "unauthorized"
          ? pass
          : wrong(attempt, EXPECTED, summary(attempt.answer));
      },
      "no subdomain",
    ),
});
