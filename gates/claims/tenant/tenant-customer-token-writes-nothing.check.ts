import { defineRefusal } from "../../../core/check.ts";
import { ownerWrites } from "../../tenant/owner-writes.control.ts";
import { eachQuestion, mustNotWrite } from "../../tenant/questions.ts";
import { writesOf } from "../../tenant/writers.ts";

export default defineRefusal({
  level: "required",
  title: "A customer token changes nothing in its tenant",
  failureTitle: "A customer token changes something in its tenant",
  why: "Who only installs packages must not be able to publish one: everybody else would install it.",
  remedy: "Registry operator: refuse customer tokens on every operation that writes, over REST and GraphQL.",
  sources: ["S4:COMPOSER-PROTOCOL", "S4:TOKEN-TYPES"],
  threat: ["OWASPAPI:API5"],
  kinds: ["tenant-api"],
  needs: ["tenant.writes"],
  control: ownerWrites,
  judge: ({ tenant: { writes } }, { spoke }) =>
    eachQuestion(writesOf(writes, spoke, ["customer"]), (write) => mustNotWrite(write, "tenant.writes")),
});
