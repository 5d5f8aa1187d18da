import { defineCheck } from "../../../core/check.ts";
import { undeclared } from "../../tenant/areas.ts";
import { judgeLife } from "../../tenant/lives.ts";
import { eachQuestion, mustWrite, together } from "../../tenant/questions.ts";
import { writesOf } from "../../tenant/writers.ts";

export default defineCheck({
  level: "required",
  title: "Owner and root token do everything, and a token that they revoke is dead at once",
  failureTitle: "An owner cannot do something, or a revoked token lives on",
  why: "Revoking is what an owner does when a token was lost. Every minute that it lives on belongs to whoever found it.",
  remedy:
    "Registry operator: allow owners every operation, team management included; look at the revocation on each request, or empty the cache of tokens when one is revoked.",
  sources: ["S4:TOKEN-TYPES"],
  threat: ["OWASPAPI:API2"],
  kinds: ["tenant-api"],
  needs: ["tenant.writes"],
  judge: ({ tenant: { writes } }, subject) =>
    together(
      eachQuestion(writesOf(writes, subject.spoke, ["root", "owner"]), (write) =>
        mustWrite(write, "tenant.writes"),
      ),
      judgeLife(writes.lives ?? []),
      undeclared(subject, "write"),
      undeclared(subject, "write", ["team"]),
    ),
});
