import { all, blockedBy, defineRefusal, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Question } from "../../../core/evidence/tenant.ts";
import { CALLERS, type Caller, callerName, HOMES, otherHome } from "../../../core/tenant/callers.ts";
import { eachQuestion, mustAnswer, mustRefuse, openToAll, together } from "../../tenant/questions.ts";
import { readsOwn } from "../../tenant/reads-own.control.ts";

const SCOPE = "cma_scope of the spoke in spokes.yaml: tenant or installation";

export default defineRefusal({
  level: "required",
  title: "A token opens the tenants it was made for and no other",
  failureTitle: "A token of one tenant opens another, or does not hold where it should",
  why: "The subdomain in the address is anybody's to change: what stops a customer of one tenant from changing it is that their token is worth nothing there.",
  remedy:
    "Registry operator: keep the tenant with every token and compare it with the tenant of the request before the handler runs, for Composer too; answer 401.",
  sources: ["S4:SECURITY-LAYERS", "S4:SECURITY-SUMMARY", "S4:TOKEN-TYPES"],
  threat: ["OWASPAPI:API1", "OWASPAPI:API2"],
  kinds: ["tenant-api"],
  needs: ["tenant.reads", "tenant.composer"],
  control: readsOwn,
  judge: ({ tenant: { reads, composer } }, { spoke }) => {
    const asked = [...(reads.questions ?? []), ...(composer.attempts ?? [])];
    const abroad = HOMES.flatMap((home) => {
      const { subdomain } = spoke.tenants[otherHome(home)];
      const mine = (caller: Caller) => "home" in caller && caller.home === home && caller.is !== "revoked";
      return CALLERS.filter(mine).flatMap((caller) =>
        asked
          .filter((one) => one.at === subdomain && one.caller === callerName(caller, spoke))
          .map((question) => ({ question, caller })),
      );
    });
    const judge = (question: Question, caller: Caller): Judgement => {
      const composer = question.api === "composer";
      const evidence = composer ? "tenant.composer" : "tenant.reads";
      if (openToAll(question, asked)) {
        const judgedBy = composer ? "endpoints/tenant-composer-basic" : "endpoints/tenant-token-missing";
        return blockedBy(judgedBy, "it is answered without any token");
      }
      if (caller.is === "customer" || spoke.cma_scope === "tenant") return mustRefuse(question, evidence);
      if (spoke.cma_scope === "installation") return mustAnswer(question, evidence);
      return unknown("whether a CMA token holds in one tenant or in all is not declared", SCOPE);
    };
    // management alone would leave Composer open, and the other way round
    const looked = ["rest", "graphql", "composer"].every((api) =>
      abroad.some(({ question }) => question.api === api),
    );
    return together(
      eachQuestion(
        abroad.map(({ question, caller }) => ({ ...question, judged: judge(question, caller) })),
        ({ judged }) => judged,
      ),
      looked ? pass : all([]),
    );
  },
});
