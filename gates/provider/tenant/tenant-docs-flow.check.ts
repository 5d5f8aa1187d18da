import { defineCheck, type Judgement } from "../../../core/check.ts";
import type { Fetched } from "../../../core/evidence/tenant.ts";
import { graphqlCustomers, graphqlPackages, packageNamed, restList } from "../../tenant/documented.ts";
import { eachQuestion, mustAnswer } from "../../tenant/questions.ts";

const EVIDENCE = "tenant.documented" as const;

/** By the heading in seed 004. */
const JUDGES: Readonly<Record<string, (one: Fetched, name: string | undefined) => Judgement>> = {
  "List Packages": (one) => restList(one, EVIDENCE),
  "List Packages with a CMA token": (one) => restList(one, EVIDENCE),
  "Get Package Details": (one, name) => packageNamed(one, name, EVIDENCE),
  "Query Packages": (one) => graphqlPackages(one, EVIDENCE),
  "Query Customers with Filtering": (one) => graphqlCustomers(one, EVIDENCE),
};

export default defineCheck({
  level: "required",
  title: "The guide's examples work as they are written",
  failureTitle: "An example of the guide does not work as it is written",
  why: "Who integrates copies the examples. They send a Content-Type with every request, GET included, and bodies of several lines.",
  remedy:
    "Registry operator: make the example work to the letter, or have the guide corrected. The two examples that write are rows of their own: endpoints/tenant-create-customer and endpoints/tenant-graphql-mutation.",
  sources: ["S4:REST-API-EXAMPLES", "S4:GRAPHQL-API-EXAMPLES", "S4:COMPOSER-PROTOCOL"],
  kinds: ["tenant-api"],
  needs: [EVIDENCE],
  judge: ({ tenant }, { spoke }) =>
    eachQuestion(
      tenant.documented.examples ?? [],
      (one) => JUDGES[one.name ?? ""]?.(one, spoke.tenants.first.packages[0]) ?? mustAnswer(one, EVIDENCE),
      ({ name }) => name ?? "example",
    ),
});
