import type { RlsSeen, SurfaceSeen, TableSeen } from "../../core/evidence/claims.ts";
import type { NativeBackend } from "./native-backend.ts";

/** table and columns that contract/sql/cargo_gate_probe.sql installs beside the probe function */
const PROBE_TABLE = { name: "org_documents", columns: ["id", "org"] };

/** Asks Postgres as the bearer: what it reads of the token, and which rows it shows. */
export const askPostgres = async (
  backend: NativeBackend,
  probe: string,
  access: string,
  about: Pick<RlsSeen, "sub">,
): Promise<{ readonly surface: SurfaceSeen; readonly rls: RlsSeen }> => {
  const [called, mine, anonymous] = await Promise.all([
    backend.call(probe, access),
    backend.rows(PROBE_TABLE.name, PROBE_TABLE.columns, access),
    backend.rows(PROBE_TABLE.name, PROBE_TABLE.columns, undefined),
  ]);
  const { seen } = called;
  const at = { exchange: seen.exchange, seenAt: seen.seenAt, answer: seen };
  const rows = {
    attempts: [
      { name: "signed in", answer: mine.seen },
      { name: "anonymous", answer: anonymous.seen },
    ],
  };
  const rls: RlsSeen = { ...about, probe: seen, rows };
  if (seen.status === 404) {
    return {
      surface: { unreached: `${probe} is not in the database: run contract/sql/cargo_gate_probe.sql`, ...at },
      rls,
    };
  }
  if (seen.status === undefined || seen.status >= 500) {
    const answered = seen.status ?? seen.error?.code ?? "nothing";
    return { surface: { unreached: `the data API answered ${answered}`, ...at }, rls };
  }
  return { surface: { claims: (seen.json as { claims?: unknown } | null | undefined)?.claims, ...at }, rls };
};

/**
 * How many rows an answer is about: the total it states, else its own range ("0-1/*" is two, "*\/*" none). Undefined
 * where it states neither.
 */
export const rowsStated = (contentRange: string | undefined): number | undefined => {
  const [, from, to, total] = /^(?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(contentRange ?? "") ?? [];
  if (total === undefined) return undefined;
  if (total !== "*") return Number(total);
  return from === undefined ? 0 : Number(to) - Number(from) + 1;
};

/** Counts rows without fetching any: the spoke's own data stays where it is. */
export const countTables = (
  backend: NativeBackend,
  tables: readonly string[],
  access: string,
): Promise<TableSeen[]> =>
  Promise.all(
    tables.map(async (table) => {
      const { seen } = await backend.count(table, access);
      const count = rowsStated(seen.headers?.["content-range"]);
      return { table, answer: seen, ...(count !== undefined && { count }) };
    }),
  );
