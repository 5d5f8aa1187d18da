import { defineCheck, eachCase, pass, unknown } from "../../../core/check.ts";
import { cellsOf } from "../../../core/claims/matrix.ts";
import { failCell, unseen } from "../cells.ts";

const words = (value: unknown): readonly string[] | undefined => {
  if (typeof value === "string") return value.split(" ").filter((word) => word !== "");
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
};

export default defineCheck({
  level: "required",
  title: "Where scope is carried it covers openid, profile and email, and nothing that was not granted",
  failureTitle: "Scope says less than was asked for, or more than was granted",
  why: "Too little, and the spoke cannot read who signed in. Too much, and a token opens doors that nobody agreed to.",
  remedy:
    "At the hub, write into scope exactly what the person consented to for this client and answer the same in `scope` of the token endpoint. Allow the client openid, profile and email. At the spoke, request these three and no other.",
  sources: ["S2:STEP-2", "RFC6749:3.3", "RFC6749:5.1"],
  threat: ["RFC9700:2.3"],
  kinds: ["client"],
  needs: ["claims.login"],
  judge: ({ claims: { login } }, { contract }) => {
    const demanded = contract.semantics.covers.scope ?? [];
    return eachCase(
      cellsOf(contract, "login", login).filter(
        ({ claim, state }) => claim === "scope" && state !== "absent" && state !== "missing",
      ),
      ({ surface }) => surface,
      (cell) => {
        if (cell.state === "unknown") return unseen(cell);
        // Granted but not answered means as requested (RFC 6749 5.1).
        const granted = words(login.granted) ?? login.requested;
        if (granted === undefined)
          return unknown("what was granted was not seen", "a login at the hub that is seen");
        const scope = words(cell.value);
        if (scope === undefined) return failCell(cell, "names of scopes", cell.value);
        const lacking = demanded.filter((one) => !scope.includes(one));
        const beyond = scope.filter((one) => !granted.includes(one));
        if (lacking.length > 0) return failCell(cell, `covers ${demanded.join(" ")}`, scope.join(" "));
        return beyond.length > 0 ? failCell(cell, granted.join(" "), scope.join(" ")) : pass;
      },
    );
  },
});
