import { defineCheck } from "../../../core/check.ts";
import { callerName, HOMES } from "../../../core/tenant/callers.ts";
import { packageNamed } from "../../tenant/documented.ts";
import { eachQuestion } from "../../tenant/questions.ts";

export default defineCheck({
  level: "required",
  title: "A package's details are answered in its own tenant",
  failureTitle: "A package's details are not answered in its own tenant",
  why: "Tools ask for one package by its full name, with the slash in the path as it is.",
  remedy: "Registry operator: answer GET /api/v1/packages/{vendor}/{name} with the package of that name.",
  sources: ["S4:REST-API-EXAMPLES"],
  kinds: ["tenant-api"],
  needs: ["tenant.reads"],
  judge: ({ tenant: { reads } }, { spoke }) => {
    const asked = HOMES.flatMap((home) => {
      const callers = [{ is: "root" } as const, { is: "cma", level: "owner", home } as const];
      const names = callers.map((one) => callerName(one, spoke));
      const { subdomain, packages } = spoke.tenants[home];
      return (reads.questions ?? [])
        .filter(({ operation, api }) => operation === "read_package" && api === "rest")
        .filter(({ at, caller = "" }) => at === subdomain && names.includes(caller))
        .map((question) => ({ ...question, wanted: packages[0] }));
    });
    return eachQuestion(asked, (question) => packageNamed(question, question.wanted, "tenant.reads"));
  },
});
