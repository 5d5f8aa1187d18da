import { defineRefusal } from "../../../core/check.ts";
import { callerName, HOMES } from "../../../core/tenant/callers.ts";
import { undeclared } from "../../tenant/areas.ts";
import { ownerWrites } from "../../tenant/owner-writes.control.ts";
import { eachQuestion, mustAnswer, mustNotWrite, together } from "../../tenant/questions.ts";
import { writesOf } from "../../tenant/writers.ts";

export default defineRefusal({
  level: "required",
  title: "A viewer reads everything and writes nothing, over every API",
  failureTitle: "A viewer writes, or cannot read",
  why: "Viewer tokens are handed to scripts and auditors because they can do no harm. A mutation that forgot to ask for the level makes each of them an admin.",
  remedy:
    "Registry operator: ask for the level where the change is made, below REST and GraphQL, not in each route; refuse with 403 or a GraphQL error before anything is written.",
  sources: ["S4:TOKEN-TYPES"],
  threat: ["OWASPAPI:API5"],
  kinds: ["tenant-api"],
  needs: ["tenant.reads", "tenant.writes"],
  control: ownerWrites,
  judge: ({ tenant: { reads, writes } }, subject) => {
    const { spoke } = subject;
    const own = HOMES.flatMap((home) => {
      const name = callerName({ is: "cma", level: "viewer", home }, spoke);
      const { subdomain } = spoke.tenants[home];
      return (reads.questions ?? []).filter(({ at, caller }) => at === subdomain && caller === name);
    });
    return together(
      eachQuestion(own, (question) => mustAnswer(question, "tenant.reads")),
      eachQuestion(writesOf(writes, spoke, ["viewer"]), (write) => mustNotWrite(write, "tenant.writes")),
      undeclared(subject, "read"),
      undeclared(subject, "write"),
    );
  },
});
