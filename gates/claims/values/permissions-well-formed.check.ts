import { defineCheck, eachCase, pass } from "../../../core/check.ts";
import { cellsOf } from "../../../core/claims/matrix.ts";
import { blockedByShape, cellName, failCell, unseen } from "../cells.ts";

export default defineCheck({
  level: "advisory",
  title: "Permissions are lists of distinct, well-formed names",
  failureTitle: "Permissions hold duplicates or things that are no names",
  why: "Code that looks for a permission in a list finds nothing in a malformed one, and nobody notices until somebody is locked out or let in.",
  remedy:
    "At the hub, issue permissions as an array of the names the contract lists, each once, without blanks (semantics.yaml). Do not join them with commas, and do not send an empty name.",
  sources: ["S2:Identity-contract"],
  kinds: ["client"],
  needs: ["claims.login"],
  judge: ({ claims }, { contract }) => {
    const { distinct = false, pattern, names } = contract.semantics.members.permissions ?? {};
    const form = pattern === undefined ? undefined : new RegExp(pattern, "u");
    const odd = (one: unknown, index: number, list: readonly unknown[]): boolean =>
      typeof one !== "string" ||
      form?.test(one) === false ||
      names?.includes(one) === false ||
      (distinct && list.indexOf(one) !== index);
    const wanted = [
      distinct ? "distinct names" : "names",
      ...(pattern === undefined ? [] : [`of the form ${pattern}`]),
      ...(names === undefined ? [] : [`among ${names.join(", ")}`]),
    ].join(" ");
    return eachCase(
      cellsOf(contract, "login", claims.login).filter(
        ({ claim, state, required }) =>
          claim === "permissions" && state !== "absent" && (required || state !== "missing"),
      ),
      cellName,
      (cell) => {
        if (cell.state === "unknown") return unseen(cell);
        if (cell.required && (cell.state === "missing" || cell.state === "wrong-type"))
          return blockedByShape(cell);
        if (!Array.isArray(cell.value)) return failCell(cell, "an array", cell.value);
        const strange = cell.value.filter(odd);
        return strange.length === 0 ? pass : failCell(cell, wanted, strange);
      },
    );
  },
});
