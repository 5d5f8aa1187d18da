import { defineRefusal } from "../../../core/check.ts";
import { callerName, HOMES } from "../../../core/tenant/callers.ts";
import { asDocumented, eachAttempt } from "../../tenant/errors.ts";
import { eachQuestion, mustRefuse, together } from "../../tenant/questions.ts";
import { readsOwn } from "../../tenant/reads-own.control.ts";

export default defineRefusal({
  level: "required",
  title: "Tokens that are wrong, cut short or revoked are answered with 401 unauthorized",
  failureTitle: "A token that is wrong, cut short or revoked is taken",
  why: "A token is compared whole or not at all; one that was revoked is nobody's from that moment on.",
  remedy:
    "Registry operator: look tokens up by a hash of the whole value, compare case, and look at the revocation on every request of every API.",
  sources: ["S4:TOKEN-TYPES", "S4:ERROR-RESPONSES"],
  threat: ["OWASPAPI:API2"],
  kinds: ["tenant-api"],
  needs: ["tenant.refusals", "tenant.reads"],
  control: readsOwn,
  judge: ({ tenant: { refusals, reads } }, { spoke }) => {
    const revoked = HOMES.map((home) => callerName({ is: "revoked", home }, spoke));
    return together(
      eachAttempt(
        refusals.attempts,
        (attempt) => asDocumented(attempt, { status: 401, error: "unauthorized" }),
        "invalid token",
      ),
      eachQuestion(
        (reads.questions ?? []).filter(({ caller = "" }) => revoked.includes(caller)),
        (question) => mustRefuse(question, "tenant.reads"),
      ),
    );
  },
});
