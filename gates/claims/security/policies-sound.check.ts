import { defineCheck, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { listClaims, mistakesIn } from "./policy-lint.ts";

export default defineCheck({
  level: "advisory",
  title: "No policy reads user-editable metadata, a dotted claim path or a claim without its cast",
  failureTitle: "A policy reads claims in a way that grants too much or nothing",
  why: "A policy that is written wrong is silent: it hides every row, or shows all of them to whoever writes their own metadata.",
  remedy:
    "In the failing policy, read claims as (select auth.jwt()) ->> 'active_org': one step a key (-> 'app_metadata' ->> 'x', never 'app_metadata.x'), ->> for texts (-> keeps the quotes), lists as jsonb (auth.jwt() -> 'permissions' ? 'x'). Never user_metadata: its owner writes it.",
  sources: ["practice", "S2:Database-rules"],
  threat: ["RFC9700:2.3"],
  kinds: ["client"],
  needs: ["claims.policies"],
  judge: ({ claims: { policies } }, { contract }) => {
    const { answer } = policies;
    if (answer?.status !== 200 || !Array.isArray(answer.json)) {
      return unknown(
        `the policies were answered ${answer?.status ?? "nothing"}`,
        "contract/sql/cargo_gate_policies.sql in the spoke's database, and its service key",
        { evidence: "claims.policies", because: "they were not answered" },
      );
    }
    const lists = listClaims(contract);
    const found = answer.json.filter((one) => typeof one === "object" && one !== null);
    return eachCase(
      found,
      ({ table, policy }) => `${policy} on ${table}`,
      ({ table, policy, using, check }): Judgement => {
        const text = [using, check].filter((one) => typeof one === "string").join("; ");
        const mistakes = mistakesIn(text, lists);
        return mistakes.length === 0
          ? pass
          : fail(
              `policy "${policy}" on ${table}`,
              "claims read as they stand",
              { mistakes, expression: text },
              answer.exchange,
            );
      },
    );
  },
});
