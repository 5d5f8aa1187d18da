import { blockedBy, defineControl, pass, unknown } from "../../core/check.ts";
import { mustWrite } from "./questions.ts";
import { writesOf } from "./writers.ts";

const BEHIND = "claims/tenant-owner-full";

/** A write that works for nobody says nothing about who may not. */
export const ownerWrites = defineControl<"tenant.writes", "tenant-api">({
  name: "the owner's same writes work",
  needs: ["tenant.writes"],
  judge: ({ tenant: { writes } }, { spoke }) => {
    const own = writesOf(writes, spoke, ["owner"]);
    const judged = own.map((write) => mustWrite(write, "tenant.writes"));
    if (own.length === 0) return unknown("the owner wrote nothing", "the owner's token, and leave to write");
    const shut = judged.find(({ is }) => is === "fail");
    if (shut) return blockedBy(BEHIND, "a write of the owner's did not work");
    return judged.find(({ is }) => is === "unknown") ?? pass;
  },
});
