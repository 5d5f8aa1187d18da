import { eachCase, type Judgement, pass, unknown } from "../../core/check.ts";
import { type Cell, cellsOf, type Phase } from "../../core/claims/matrix.ts";
import { tracePaths } from "../../core/claims/path.ts";
import { type Contract, SURFACES } from "../../core/contract.ts";
import type { PhaseSeen } from "../../core/evidence/claims.ts";
import { cellName, failCell, unseen, wanted } from "./cells.ts";

const hasType = ({ expected }: Cell) => wanted(expected);

/** An id_token that a refresh need not bring lacks nothing; a session token that cannot be read proves nothing. */
const absentOn = (cell: Cell): Judgement =>
  cell.surface === "spoke_session"
    ? unknown(
        `${cell.surface} after ${cell.phase} cannot be read: ${cell.why ?? "it is opaque"}`,
        "a session token that is a JWT, a contract whose required_surfaces in surfaces.yaml leave spoke_session out, or an attestation",
        { evidence: `claims.${cell.phase}`, because: cell.why ?? "it is opaque" },
      )
    : pass;

/** Every contract claim on every required surface, of the contract's type. What Postgres reads is judged apart. */
export const judgePresence = (contract: Contract, phase: Phase, seen: PhaseSeen): Judgement => {
  const cells = cellsOf(contract, phase, seen);
  const losses = tracePaths({
    claims: contract.claims.map(({ name }) => name),
    surfaces: SURFACES,
    phases: [phase],
    cells,
  });
  const lostAt = (cell: Cell) => losses.find(({ claim }) => claim === cell.claim);
  return eachCase(
    cells.filter(({ required, surface }) => required && surface !== "spoke_rls"),
    cellName,
    (cell) => {
      if (cell.state === "unknown") return unseen(cell);
      if (cell.state === "absent") return absentOn(cell);
      if (cell.state === "wrong-type") return failCell(cell, hasType(cell), cell.value);
      if (cell.state !== "missing") return pass;
      const loss = lostAt(cell);
      const after = loss?.after ? `last seen on ${loss.after}` : "on no surface of the hub";
      return failCell(
        cell,
        cell.expected ?? "present",
        loss?.hop === "hidden" ? "missing" : `missing; ${after}`,
      );
    },
  );
};

/** True where the contract demands more than what Postgres reads. */
export const demandsSurfaces = (contract: Contract): boolean =>
  contract.requiredSurfaces.some((surface) => surface !== "spoke_rls");
