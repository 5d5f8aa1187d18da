import { defineRefusal, unknown } from "../../../core/check.ts";
import { asDocumented, eachAttempt } from "../../tenant/errors.ts";
import { readsOwn } from "../../tenant/reads-own.control.ts";

export default defineRefusal({
  level: "required",
  title: "A suspended tenant is answered with 403 tenant_suspended, over every API",
  failureTitle: "A suspended tenant is still served, or not refused as documented",
  why: "Who suspends a tenant means all of it: an API that was forgotten goes on handing out packages.",
  remedy:
    'Registry operator: refuse in the tenant layer, before REST, GraphQL and Composer part: 403 and { error: "tenant_suspended", message: "Tenant \'name\' is suspended" }.',
  sources: ["S4:ERROR-RESPONSES"],
  kinds: ["tenant-api"],
  needs: ["tenant.refusals"],
  control: readsOwn,
  judge: ({ tenant: { refusals } }, { spoke }) => {
    const { suspended } = spoke.tenants;
    if (!suspended) {
      return unknown(
        "spokes.yaml names no suspended tenant",
        `a tenant that is suspended, as tenants.suspended of ${spoke.id}`,
      );
    }
    return eachAttempt(
      refusals.attempts?.filter(({ name }) => name !== "no token"),
      (attempt) =>
        asDocumented(attempt, {
          status: 403,
          error: "tenant_suspended",
          message: (message) => message.includes(`'${suspended.subdomain}'`),
          worded: `that names '${suspended.subdomain}'`,
        }),
      "suspended",
    );
  },
});
