import { defineCheck, eachCase, pass } from "../../../core/check.ts";
import { cellsOf } from "../../../core/claims/matrix.ts";
import { blockedByShape, cellName, failCell, unseen } from "../cells.ts";

/** Methods stand as names, or as objects with the method and when it was used. */
const method = (entry: unknown): unknown =>
  typeof entry === "object" && entry !== null && "method" in entry ? entry.method : entry;

export default defineCheck({
  level: "advisory",
  title: "amr says how the person signed in, in known words",
  failureTitle: "amr is empty or uses words that nobody knows",
  why: "An app that asks for a second factor before a payment can only ask amr. Empty or home-made words answer nothing.",
  remedy:
    "At the hub, list the methods that were really used, by the names of RFC 8176 (pwd, otp, hwk...). At the spoke, pass them on or state its own; never an empty list. A word that Cargo has agreed on is added to semantics.yaml of the contract.",
  sources: ["S2:Identity-contract", "RFC8176:2"],
  kinds: ["client"],
  needs: ["claims.login"],
  judge: ({ claims }, { contract }) => {
    const known: readonly unknown[] | undefined = contract.semantics.members.amr?.names;
    return eachCase(
      cellsOf(contract, "login", claims.login).filter(
        ({ claim, state }) => claim === "amr" && state !== "absent" && state !== "missing",
      ),
      cellName,
      (cell) => {
        if (cell.state === "unknown") return unseen(cell);
        if (cell.required && cell.state === "wrong-type") return blockedByShape(cell);
        if (!Array.isArray(cell.value) || cell.value.length === 0) {
          return failCell(cell, "at least one method", cell.value);
        }
        const strange = cell.value
          .map(method)
          .filter((one) => typeof one !== "string" || (known !== undefined && !known.includes(one)));
        return strange.length === 0
          ? pass
          : failCell(cell, "methods that the contract knows (RFC 8176)", strange);
      },
    );
  },
});
