import type { Evidence } from "../evidence/index.ts";
import type { Fetched, Guess, HostGame, Question, WriteSeen } from "../evidence/tenant.ts";
import type { OperationName, TenantApiSpoke } from "../spokes/tenant-schema.ts";
import { outcomeOf } from "./answers.ts";
import { BY_BASIC, CALLERS, type Caller, callerName, type Expected, expected, HOMES } from "./callers.ts";
import { ABOUT } from "./operations.ts";

/**
 * answered, refused: as it should be. wrong: the other way round. leak: something of the other tenant stands in it.
 * open: neither guide nor settings say what should come. unknown: not asked, or neither answered nor refused.
 */
export type CellState = "answered" | "refused" | "wrong" | "leak" | "open" | "unknown";

/** One question of one caller, and what came of it beside what should have come. */
export interface Cell {
  readonly row: string;
  /** tenant whose host was asked */
  readonly at: string;
  /** what was asked for: "list_packages over REST" */
  readonly column: string;
  readonly state: CellState;
  readonly want: Expected;
  readonly question: Question;
}

/** Rows by columns within tenants, in the order in which they were asked. */
export interface Grid {
  readonly rows: readonly string[];
  /** tenant and what was asked for there */
  readonly columns: readonly { readonly at: string; readonly column: string }[];
  readonly cells: readonly Cell[];
}

const APIS: Readonly<Record<string, string>> = { rest: "REST", graphql: "GraphQL", composer: "Composer" };
const columnOf = ({ operation = "", api = "" }: Question): string => `${operation} over ${APIS[api] ?? api}`;

const foreign = ({ at = "", shows = {} }: Question): boolean =>
  Object.keys(shows).some((tenant) => tenant !== at);

const stateOf = (question: Question, want: Expected): CellState => {
  if (foreign(question)) return "leak";
  const outcome = question.unreached === undefined ? outcomeOf(question.api, question.answer) : "unclear";
  if (outcome === "unclear") return "unknown";
  if (want === "open") return "open";
  return outcome === want ? outcome : "wrong";
};

const unique = <T>(things: readonly T[], key: (thing: T) => string): T[] => {
  const seen = new Set<string>();
  return things.filter((thing) => !seen.has(key(thing)) && seen.add(key(thing)));
};

const gridOf = (cells: readonly Cell[]): Grid => ({
  rows: unique(
    cells.map(({ row }) => row),
    (row) => row,
  ),
  columns: unique(
    cells.map(({ at, column }) => ({ at, column })),
    ({ at, column }) => `${at} ${column}`,
  ).toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)),
  cells,
});

const named = (spoke: TenantApiSpoke): ReadonlyMap<string, Caller> =>
  new Map(
    CALLERS.flatMap((caller) => {
      const name = callerName(caller, spoke);
      return [
        [name, caller],
        [`${name}${BY_BASIC}`, caller],
      ] as const;
    }),
  );

/** What must come of a question; open where nothing says it. */
const wanted = (
  question: Question,
  spoke: TenantApiSpoke,
  callers: ReadonlyMap<string, Caller>,
): Expected => {
  const caller = callers.get(question.caller ?? "");
  const home = HOMES.find((one) => spoke.tenants[one].subdomain === question.at);
  const { api } = question;
  if (!caller || !home || (api !== "rest" && api !== "graphql" && api !== "composer")) return "open";
  const level = ABOUT[question.operation as OperationName]?.level ?? "viewer";
  return expected(caller, home, api, { level }, spoke.cma_scope);
};

const cellsOf = (questions: readonly Question[], spoke: TenantApiSpoke): Cell[] => {
  const callers = named(spoke);
  return questions.map((question) => {
    const want = wanted(question, spoke, callers);
    const { caller: row = "", at = "" } = question;
    return { row, at, column: columnOf(question), state: stateOf(question, want), want, question };
  });
};

/** Who reads what in which tenant, over REST, GraphQL and Composer. */
export const readsGrid = (
  reads: Evidence["tenant.reads"] | undefined,
  composer: Evidence["tenant.composer"] | undefined,
  spoke: TenantApiSpoke,
): Grid => {
  const fetched = (composer?.attempts ?? []).filter(({ name }: Fetched) => name !== "wrong token");
  return gridOf(cellsOf([...(reads?.questions ?? []), ...fetched], spoke));
};

/** Whether a write came about although it was refused, or not although it was answered. */
const belied = ({ operation = "", after }: WriteSeen, want: Expected): boolean => {
  if (after === undefined || want === "open") return false;
  const happened = (after === "there") === !/^(delete|revoke)_/.test(operation);
  return happened !== (want === "answered");
};

/** Who writes what in the first tenant. */
export const writesGrid = (writes: Evidence["tenant.writes"] | undefined, spoke: TenantApiSpoke): Grid =>
  gridOf(
    cellsOf(writes?.attempts ?? [], spoke).map((cell) =>
      belied(cell.question as WriteSeen, cell.want) ? { ...cell, state: "wrong" } : cell,
    ),
  );

const asGame = (question: Guess | HostGame, state: CellState): Cell => ({
  row: question.name ?? "",
  at: question.at ?? "",
  column: `as ${question.caller}`,
  state,
  want: "open",
  question,
});

/** A batch is answered with a list of answers, each for itself. */
const isBatch = ({ answer }: Guess): boolean => answer?.status === 200 && Array.isArray(answer.json);

/** What was guessed at, from which tenant. */
export const guessesGrid = (guesses: Evidence["tenant.guesses"] | undefined): Grid =>
  gridOf(
    (guesses?.attempts ?? []).map((guess) => {
      if (foreign(guess)) return asGame(guess, "leak");
      const outcome = isBatch(guess) ? "answered" : outcomeOf(guess.api, guess.answer);
      return asGame(guess, outcome === "unclear" ? "unknown" : outcome);
    }),
  );

/** Which tenant each odd Host got. */
export const hostsGrid = (hosts: Evidence["tenant.hosts"] | undefined): Grid =>
  gridOf(
    (hosts?.games ?? []).map((game) => {
      const shown = Object.keys(game.shows ?? {});
      if (shown.some((tenant) => !(game.may ?? []).includes(tenant))) return asGame(game, "leak");
      if (shown.length > 0) return asGame(game, "answered");
      const refused = game.answer?.error !== undefined || outcomeOf("rest", game.answer) === "refused";
      return asGame(game, refused && game.unreached === undefined ? "refused" : "unknown");
    }),
  );

/** The grid as a verdict sees it: what a failing case cites is wrong, whatever it looks like by itself. */
export const asJudged = (grid: Grid, cited: ReadonlySet<string>): Grid => ({
  ...grid,
  cells: grid.cells.map((cell) => {
    const { exchange } = cell.question.answer ?? {};
    return cell.state !== "leak" && exchange !== undefined && cited.has(exchange)
      ? { ...cell, state: "wrong" }
      : cell;
  }),
});
