import { defineRefusal } from "../../../core/check.ts";
import type { OperationName } from "../../../core/spokes/tenant-schema.ts";
import { ABOUT } from "../../../core/tenant/operations.ts";
import { undeclared } from "../../tenant/areas.ts";
import { ownerWrites } from "../../tenant/owner-writes.control.ts";
import { eachQuestion, mustNotWrite, mustWrite, together } from "../../tenant/questions.ts";
import { writesOf } from "../../tenant/writers.ts";

const ofTeam = (operation = ""): boolean => ABOUT[operation as OperationName]?.area === "team";

export default defineRefusal({
  level: "required",
  title: "An admin manages packages, customers, tokens, collections and settings, and not the team",
  failureTitle: "An admin manages the team, or cannot manage what is theirs",
  why: "Whoever can create CMA tokens can make themselves an owner: that is the line between the two levels.",
  remedy:
    "Registry operator: let admins write everything but the team, and ask for owner wherever CMA tokens are created or revoked, over REST and GraphQL.",
  sources: ["S4:TOKEN-TYPES"],
  threat: ["OWASPAPI:API5"],
  kinds: ["tenant-api"],
  needs: ["tenant.writes"],
  control: ownerWrites,
  judge: ({ tenant: { writes } }, subject) => {
    const own = writesOf(writes, subject.spoke, ["admin"]);
    return together(
      eachQuestion(own, (write) =>
        ofTeam(write.operation) ? mustNotWrite(write, "tenant.writes") : mustWrite(write, "tenant.writes"),
      ),
      undeclared(subject, "write"),
      undeclared(subject, "write", ["team"]),
    );
  },
});
