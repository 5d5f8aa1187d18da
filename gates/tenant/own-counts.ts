import { type Judgement, pass, unknown } from "../../core/check.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Guess, Stock } from "../../core/evidence/tenant.ts";
import { itemsOf, memberAt, thingIn } from "../../core/tenant/answers.ts";
import { wrong } from "./questions.ts";

const totalOver = (stock: Stock | undefined): number | undefined => {
  const total = memberAt(stock?.pages?.[0]?.answer?.json, "pagination.total");
  return typeof total === "number" ? total : undefined;
};
const listed = (stock: Stock): number =>
  (stock.pages ?? []).reduce((sum, { answer }) => sum + itemsOf(thingIn("rest", answer)).length, 0);

/** The lists of a tenant, and how long each is. */
export const ownTotals = (inventory: Evidence["tenant.inventory"], at: string | undefined) => {
  const stock = inventory.tenants?.find((one) => one.at === at);
  return { packages: totalOver(stock), customers: graphqlTotal(stock?.whole_customers) };
};
const graphqlTotal = (question: Stock["whole_customers"]): number | undefined => {
  const total = memberAt(thingIn("graphql", question?.answer), "totalCount");
  return typeof total === "number" ? total : undefined;
};

/** The total of a list is the number of what it lists, to its end. */
export const judgeTotals = (stock: Stock): readonly (readonly [string, Judgement])[] => {
  const { at, pages = [], packages } = stock;
  const [first = {}] = pages;
  const total = totalOver(stock);
  const last = pages.at(-1);
  const whole = itemsOf(thingIn("rest", last?.answer)).length === 0;
  const judge = (): Judgement => {
    if (total === undefined) return pass;
    const seen = listed(stock);
    if (seen === total) return pass;
    return whole
      ? wrong(first, `a total of the ${seen} that are listed`, total)
      : unknown(`${at} has more packages than ten pages`, "a tenant with fewer packages");
  };
  const counted = graphqlTotal(packages);
  return [
    [`pagination.total at ${at}`, judge()],
    [
      `totalCount at ${at}`,
      counted === undefined || total === undefined || counted === total || !packages
        ? pass
        : wrong(packages, `a totalCount of ${total}, as over REST`, counted),
    ],
  ];
};

/** A total in an answer is the tenant's own, or the number of what the answer lists. */
export const oddCount = (
  { counted = {}, listed: shown = {} }: Guess,
  own: ReturnType<typeof ownTotals>,
): string | undefined =>
  Object.entries(counted).flatMap(([name, count]) => {
    const total = name.startsWith("customers") ? own.customers : own.packages;
    return count === shown[name] || count === total || total === undefined
      ? []
      : [`${name}: ${count} in all, ${shown[name]} listed, ${total} in the tenant`];
  })[0];
