import { blockedBy, defineControl, defineRefusal, pass } from "../../../core/check.ts";
import { outcomeOf } from "../../../core/tenant/answers.ts";
import { BY_BASIC, callerName, HOMES } from "../../../core/tenant/callers.ts";
import { eachQuestion, mustRefuse, notSeen, openToAll, said } from "../../tenant/questions.ts";

const composerServed = defineControl<"tenant.composer", "tenant-api">({
  name: "the customer tokens are good: Composer is served with them",
  needs: ["tenant.composer"],
  judge: ({ tenant }) => {
    const own = (tenant.composer.attempts ?? []).filter(({ name }) => name === "own token");
    for (const one of own) {
      const silent = notSeen(one, "tenant.composer");
      if (silent) return silent;
      if (one.package === undefined && outcomeOf("composer", one.answer) !== "answered") {
        return blockedBy("endpoints/tenant-composer-basic", `${one.at}: ${said(one)}`);
      }
    }
    return own.length > 0 ? pass : blockedBy("endpoints/tenant-composer-basic", "Composer was not served");
  },
});

export default defineRefusal({
  level: "required",
  title: "A customer token is for Composer and opens no management API",
  failureTitle: "A customer token reads through a management API",
  why: "Customer tokens lie in build machines and auth.json files of other companies. One that reads the management API shows them all other customers.",
  remedy:
    "Registry operator: keep customer tokens apart from CMA tokens, and refuse them on REST and GraphQL with 401, as bearer and as Basic.",
  sources: ["S4:COMPOSER-PROTOCOL", "S4:TOKEN-TYPES"],
  threat: ["OWASPAPI:API5"],
  kinds: ["tenant-api"],
  needs: ["tenant.reads"],
  control: composerServed,
  judge: ({ tenant: { reads } }, { spoke }) => {
    const own = HOMES.flatMap((home) => {
      const name = callerName({ is: "customer", home }, spoke);
      const { subdomain } = spoke.tenants[home];
      return (reads.questions ?? []).filter(
        ({ at, caller }) => at === subdomain && (caller === name || caller === `${name}${BY_BASIC}`),
      );
    });
    return eachQuestion(own, (question) =>
      openToAll(question, reads.questions ?? [])
        ? blockedBy("endpoints/tenant-token-missing", "it is answered without any token")
        : mustRefuse(question, "tenant.reads"),
    );
  },
});
