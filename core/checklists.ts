import type { Excuse, Excuses } from "./excuses.ts";
import type { Settled } from "./gate-status.ts";
import type { Kind } from "./subject.ts";

/** Something that only a person can know. An attestation in spokes.yaml with this id as its `check` answers it. */
export interface Question {
  /** `checklist/<slug>` */
  readonly id: string;
  /** asked of a person, to be answered with yes and a link that shows it */
  readonly asks: string;
}

/** One item of a checklist: as the guide says it, and what proves it. All of it is needed. */
export interface ChecklistItem {
  readonly text: string;
  /** ids of required checks, at the spoke or at the hub */
  readonly checks: readonly string[];
  readonly question?: Question;
}

/** A checklist of the guides, item by item in their order. */
export interface Checklist {
  readonly title: string;
  /** short code of `references.ts` */
  readonly source: string;
  readonly kinds: readonly Kind[];
  readonly items: readonly ChecklistItem[];
}
export const defineChecklist = (checklist: Checklist): Checklist => checklist;

/** proven: every check passed. attested: a person answers for at least a part of it. */
export type ItemState = "proven" | "failed" | "unknown" | "attested";

export interface SettledItem {
  readonly text: string;
  readonly state: ItemState;
  readonly checks: readonly string[];
  /** id of the question, where a person is asked */
  readonly question?: string;
  /** failed, unknown: why. attested: by whom */
  readonly because?: string;
  /** unknown: what would settle it */
  readonly resolvedBy?: string;
}

export interface SettledChecklist {
  /** `readiness/<file name>` */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly items: readonly SettledItem[];
}

interface Rows {
  readonly spoke: string;
  readonly settled: readonly Settled[];
  /** ids of checks that the settings leave out */
  readonly apart: readonly string[];
  readonly excuses: Excuses;
}

type Part = Pick<SettledItem, "state" | "because" | "resolvedBy">;

const vouched = ({ by, owner, until }: Excuse): Part => ({
  state: "attested",
  because: `${by === "waiver" ? "waived" : "attested"} by ${owner} until ${until}`,
});

/** A check that does not apply says nothing for or against; one that nobody planned is unknown. */
const ofCheck = (check: string, { settled, apart, excuses }: Rows): Part[] => {
  const rows = settled.filter((row) => row.check === check);
  if (rows.length === 0 && apart.includes(check)) return [];
  if (rows.length === 0) {
    return [
      {
        state: "unknown",
        because: `${check} was not looked at`,
        resolvedBy: "a run and a version that have this check",
      },
    ];
  }
  return rows.flatMap(({ verdict }): Part[] => {
    const excuse = excuses.of(verdict);
    if (excuse) return [vouched(excuse)];
    if (verdict.outcome === "not-applicable") return [];
    if (verdict.outcome === "pass") return [{ state: "proven" }];
    if (verdict.outcome === "fail") return [{ state: "failed", because: `${check} failed` }];
    return [
      {
        state: "unknown",
        because: `${check} is unknown`,
        ...(verdict.resolvedBy !== undefined && { resolvedBy: verdict.resolvedBy }),
      },
    ];
  });
};

const ofQuestion = ({ id, asks }: Question, { spoke, excuses }: Rows): Part => {
  const answer = excuses.answer(id, spoke);
  return answer
    ? vouched(answer)
    : {
        state: "unknown",
        because: `nobody attested: ${asks}`,
        resolvedBy: `an attestation of ${id} in spokes.yaml`,
      };
};

const WORST: readonly ItemState[] = ["failed", "unknown", "attested", "proven"];

export const settleItem = (item: ChecklistItem, rows: Rows): SettledItem => {
  const parts = [
    ...item.checks.flatMap((check) => ofCheck(check, rows)),
    ...(item.question ? [ofQuestion(item.question, rows)] : []),
  ];
  const state = WORST.find((one) => parts.some((part) => part.state === one));
  const shown = parts.find((part) => part.state === state);
  return {
    text: item.text,
    checks: item.checks,
    ...(item.question && { question: item.question.id }),
    ...(shown ?? {
      state: "unknown",
      because: "none of its checks applies to this spoke",
      resolvedBy: "an attestation, or a check that applies",
    }),
  };
};
