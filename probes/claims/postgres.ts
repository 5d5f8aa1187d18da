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
      surface: {
        unreached: `${probe} is not in the database`,
        give: "run contract/sql/cargo_gate_probe.sql there",
        ...at,
      },
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
 * How many rows an answer to a request for all of them is about: `count` where it states the total, or that there are
 * none ("*\/*"); a range without a total is one page, so that there are `at_least` as many as it ends with.
 */
export const rowsStated = (contentRange: string | undefined): Pick<TableSeen, "count" | "at_least"> => {
  const [, to, total] = /^(?:\d+-(\d+)|\*)\/(\d+|\*)$/.exec(contentRange ?? "") ?? [];
  if (total === undefined) return {};
  if (total !== "*") return { count: Number(total) };
  return to === undefined ? { count: 0 } : { at_least: Number(to) + 1 };
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
      return { table, answer: seen, ...rowsStated(seen.headers?.["content-range"]) };
    }),
  );
