import { blockedBy, defineCheck, eachCase, type Judgement, pass } from "../../../core/check.ts";
import type { Question } from "../../../core/evidence/tenant.ts";
import { fieldsOf, graphqlErrors, itemsOf, thingIn } from "../../../core/tenant/answers.ts";
import { HOMES } from "../../../core/tenant/callers.ts";
import { graphqlCustomers, graphqlPackages, lists } from "../../tenant/documented.ts";
import { notSeen, wrong } from "../../tenant/questions.ts";
import { isText, summary } from "../reading.ts";

const EVIDENCE = "tenant.inventory" as const;

const andLists = (
  shape: Judgement,
  question: Question,
  member: "name" | "email",
  names: readonly string[],
): Judgement =>
  shape.is === "pass" ? lists(question, itemsOf(thingIn("graphql", question.answer)), member, names) : shape;

const judgeNonsense = (question: Question): Judgement => {
  const silent = notSeen(question, EVIDENCE);
  if (silent) return silent;
  return graphqlErrors(question.answer).some(isText) && fieldsOf(question.answer).length === 0
    ? pass
    : wrong(question, "errors with messages, and no data", summary(question.answer));
};

export default defineCheck({
  level: "required",
  title: "The documented GraphQL queries give the documented answers, and mistakes give GraphQL errors",
  failureTitle: "A documented GraphQL query does not give the documented answer",
  why: "Tools are written after the guide's queries; a filter that is ignored shows customers who should not be in the list.",
  remedy:
    "Registry operator: serve `packages` and `customers(filter: { status })` with edges, node and totalCount as documented, and report mistakes in `errors`.",
  sources: ["S4:GRAPHQL-API-EXAMPLES"],
  kinds: ["tenant-api"],
  needs: [EVIDENCE],
  judge: ({ tenant: { inventory } }, { spoke }) => {
    const things = HOMES.flatMap((home) => {
      const { subdomain, packages, customers } = spoke.tenants[home];
      const stock = inventory.tenants?.find(({ at }) => at === subdomain);
      const on =
        (question: Question | undefined, judge: (question: Question) => Judgement) => (): Judgement =>
          question
            ? judge(question)
            : blockedBy("endpoints/tenant-valid-request", `${subdomain} was not asked`);
      return [
        {
          name: `packages of ${subdomain}`,
          judge: on(stock?.packages, (one) =>
            andLists(graphqlPackages(one, EVIDENCE), one, "name", packages),
          ),
        },
        {
          name: `active customers of ${subdomain}`,
          judge: on(stock?.customers, (one) =>
            andLists(graphqlCustomers(one, EVIDENCE), one, "email", customers),
          ),
        },
        { name: `a field that does not exist, at ${subdomain}`, judge: on(stock?.nonsense, judgeNonsense) },
      ];
    });
    return eachCase(
      things,
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
