import { defineRefusal } from "../../../core/check.ts";
import { asDocumented, eachAttempt } from "../../tenant/errors.ts";
import { readsOwn } from "../../tenant/reads-own.control.ts";

export default defineRefusal({
  level: "required",
  title: "A tenant that does not exist is answered with 404 tenant_not_found",
  failureTitle: "A tenant that does not exist is not answered with 404 tenant_not_found",
  why: "A name that nobody has must lead nowhere: not to a default tenant, and not to all of them.",
  remedy:
    'Registry operator: answer every API under an unknown subdomain with 404 and { error: "tenant_not_found", message: "Tenant \'name\' not found" }.',
  sources: ["S4:ERROR-RESPONSES", "S4:SECURITY-SUMMARY"],
  kinds: ["tenant-api"],
  needs: ["tenant.refusals"],
  control: readsOwn,
  judge: ({ tenant: { refusals } }) =>
    eachAttempt(
      refusals.attempts?.filter(({ name }) => name === "valid token"),
      (attempt) =>
        asDocumented(attempt, {
          status: 404,
          error: "tenant_not_found",
          message: (message) => message.includes(`'${attempt.at}'`),
          worded: `that names '${attempt.at}'`,
        }),
      "unknown tenant",
    ),
});
