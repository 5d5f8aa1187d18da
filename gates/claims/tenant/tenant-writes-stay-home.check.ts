import { defineRefusal, eachCase, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { alike } from "../../tenant/alike.ts";
import { ownerWrites } from "../../tenant/owner-writes.control.ts";
import { eachQuestion, mustNotWrite, notSeen, together, wrong } from "../../tenant/questions.ts";
import { writesOf } from "../../tenant/writers.ts";

const EVIDENCE = "tenant.crossings" as const;

/** Whether an address is taken in one tenant is nobody's to learn in another. */
const addresses = ({ taken, free }: Evidence[typeof EVIDENCE]): Judgement => {
  if (!taken || !free)
    return unknown("no customer was made with an address of the other tenant", "leave to write");
  const silent = notSeen(taken, EVIDENCE) ?? notSeen(free, EVIDENCE);
  if (silent) return silent;
  const told = alike(taken.answer, taken.name, free.answer, free.name);
  return told === undefined ? pass : wrong(taken, "the same as for an address that nobody has", told);
};

export default defineRefusal({
  level: "required",
  title: "Nothing is written in one tenant from another",
  failureTitle: "Something of one tenant is changed, or found out by trying to write, from another",
  why: "An id that is deleted without its tenant deletes anybody's; an address that must be free everywhere tells who is whose customer.",
  remedy:
    "Registry operator: look up what is to be changed within the tenant of the request, whoever asks, and keep uniqueness within the tenant.",
  sources: ["S4:TENANT-ISOLATION", "S4:HOW-IT-WORKS"],
  threat: ["OWASPAPI:API1"],
  kinds: ["tenant-api"],
  needs: ["tenant.writes", EVIDENCE],
  control: ownerWrites,
  judge: ({ tenant: { writes, crossings } }, { spoke }) => {
    const strangers = spoke.cma_scope === "tenant" ? writesOf(writes, spoke, ["stranger"]) : [];
    return together(
      ...(strangers.length > 0
        ? [eachQuestion(strangers, (write) => mustNotWrite(write, "tenant.writes"))]
        : []),
      eachQuestion(crossings.attempts ?? [], (write) => mustNotWrite(write, EVIDENCE)),
      eachCase([crossings], () => "a customer with an address of the other tenant", addresses),
    );
  },
});
