import type { Evidence, Name } from "./evidence/index.ts";
import type { Kind, SubjectOf } from "./subject.ts";

/** What an `unknown` rests on; reporters and the fault matrix follow it back to its root. */
export type Cause =
  | { readonly evidence: string; readonly because: string }
  | { readonly control: string; readonly because: string }
  | { readonly check: string }
  | { readonly threw: string };

export interface Pass {
  readonly is: "pass";
  readonly cases?: readonly Case[];
}
/** A demonstrated no: where it was seen, what should have been there, what was. */
export interface Fail {
  readonly is: "fail";
  readonly at: string;
  readonly expected: unknown;
  readonly actual: unknown;
  /** ids of the exchanges that show it */
  readonly exchanges?: readonly string[];
  readonly cases?: readonly Case[];
}
/** Neither yes nor no. `resolvedBy` says what would settle it: a check id, a setting, a command. */
export interface Unknown {
  readonly is: "unknown";
  readonly because: string;
  readonly resolvedBy: string;
  readonly cause?: readonly Cause[];
  readonly cases?: readonly Case[];
}
/** What a check may say. It cannot say "not-applicable": only its declared `kinds` and `where` can. */
export type Judgement = Pass | Fail | Unknown;

/** One of several things that a check looked at. */
export interface Case {
  readonly name: string;
  readonly outcome: Judgement["is"];
  readonly at?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly because?: string;
  readonly exchanges?: readonly string[];
}

export const pass: Pass = { is: "pass" };
export const fail = (
  at: string,
  expected: unknown,
  actual: unknown,
  ...exchanges: (string | undefined)[]
): Fail => {
  const shown = exchanges.filter((id) => id !== undefined);
  return { is: "fail", at, expected, actual, ...(shown.length > 0 && { exchanges: shown }) };
};
export const unknown = (because: string, resolvedBy: string, ...cause: Cause[]): Unknown => ({
  is: "unknown",
  because,
  resolvedBy,
  ...(cause.length > 0 && { cause }),
});
/** Another check has already said what is wrong there; this one cannot look past it. */
export const blockedBy = (check: string, because: string): Unknown => unknown(because, check, { check });

/** Byte for byte, without any normalising. */
export const same = (
  at: string,
  expected: unknown,
  actual: unknown,
  ...exchanges: (string | undefined)[]
): Judgement => (Object.is(expected, actual) ? pass : fail(at, expected, actual, ...exchanges));

/** A fail wins over an unknown, an unknown over a pass. Nothing examined is unknown, never a pass. */
export const all = (judgements: Iterable<Judgement>): Judgement => {
  const list = [...judgements];
  return (
    list.find((one) => one.is === "fail") ??
    list.find((one) => one.is === "unknown") ??
    list[0] ??
    unknown("nothing was examined", "look at the probe: an empty list proves nothing")
  );
};

/** Judges each of several named things and keeps them all: the worst decides, the list shows every one. */
export const eachCase = <T>(
  things: Iterable<T>,
  name: (thing: T) => string,
  judge: (thing: T) => Judgement,
): Judgement => {
  const judged = [...things].map((thing) => ({ name: name(thing), judgement: judge(thing) }));
  const worst = all(judged.map((one) => one.judgement));
  if (judged.length === 0) return worst;
  const cases = judged.map(({ name, judgement }): Case => {
    if (judgement.is === "fail") {
      const { at, expected, actual, exchanges } = judgement;
      return { name, outcome: "fail", at, expected, actual, ...(exchanges && { exchanges }) };
    }
    return judgement.is === "unknown"
      ? { name, outcome: "unknown", because: judgement.because }
      : { name, outcome: "pass" };
  });
  return { ...worst, cases };
};

type Head<K extends string> = K extends `${infer H}.${string}` ? H : K;
type Tail<K extends string, H extends string> = K extends `${H}.${infer T}` ? T : never;
/** `"discovery.public" | "discovery.backend"` becomes `{ discovery: { public, backend } }`. */
export type Given<K extends Name> = {
  readonly [H in Head<K>]: { readonly [T in Tail<K, H>]: Evidence[`${H}.${T}` & K] };
};

export type Level = "required" | "advisory";

/** What the harness must have been given for a row to be decidable (catalogue: *Access*). */
export type Access =
  | "public"
  | "test person"
  | "client secret"
  | "second client"
  | "admin key"
  | "tripwire"
  | "operator"
  | "changes"
  | "key rotation"
  | "hub service"
  | "writes"
  | "inbox"
  | "rls probe"
  | "tenant tokens"
  | "source";

/** The five endpoints of Gate 1 (seed 002). */
export type PublicEndpoint = "discovery" | "jwks" | "authorization" | "token" | "userinfo";

interface About<Ks extends Kind> {
  /** required: anything but a pass keeps the gate shut. advisory: reported, never blocks. */
  readonly level: Level;
  /** the sentence that is true when it passes */
  readonly title: string;
  /** the sentence that is true when it fails */
  readonly failureTitle: string;
  readonly why: string;
  /** what to do, addressed to who can do it */
  readonly remedy: string;
  /** short codes of `references.ts`, e.g. "S2:RULE-A", "OIDCD:4.3" */
  readonly sources: readonly string[];
  /** threats it counters, short codes of `references.ts`, e.g. "RFC9700:4.4" */
  readonly threat?: readonly string[];
  /** the kinds of spoke it is about */
  readonly kinds: readonly Ks[];
  /** a fail here pauses the rollout for architecture review (Gate 2, manual settings) */
  readonly pauses?: true;
  /** the check is about this endpoint answering on the public domain: a working twin on the issuer host excuses it */
  readonly publicEndpoint?: PublicEndpoint;
  /** narrows further, by settings alone; what it leaves out is not applicable, with the reason shown */
  readonly where?: { readonly holds: (subject: SubjectOf<Ks>) => boolean; readonly because: string };
}

interface Question<K extends Name, Ks extends Kind> {
  readonly needs: readonly K[];
  readonly judge: (given: Given<K>, subject: SubjectOf<Ks>) => Judgement;
}

/** Not applicable by what was seen: shown with its proof, and has a fault of its own. */
interface When<K extends Name> {
  readonly holds: (given: Given<K>) => boolean;
  readonly because: string;
}

/** A positive control: while it does not pass, every check that names it is unknown. */
export interface Control {
  readonly name: string;
  readonly needs: readonly Name[];
  readonly judge: (given: never, subject: never) => Judgement;
}

/** A check as the engine sees it: types of evidence and subject forgotten, both held at the definition. */
export interface Check extends Omit<About<Kind>, "where"> {
  readonly needs: readonly Name[];
  readonly judge: (given: never, subject: never) => Judgement;
  readonly where?: { readonly holds: (subject: never) => boolean; readonly because: string };
  readonly when?: { readonly holds: (given: never) => boolean; readonly because: string };
  readonly control?: Control;
}

/** Names what shows that the door opens at all. Shared by import between the checks that need it. */
export const defineControl = <const K extends Name, const Ks extends Kind = "client">(
  control: { readonly name: string } & Question<K, Ks>,
): Control => control;

/** One requirement: something must hold. */
export const defineCheck = <const K extends Name, const Ks extends Kind>(
  check: About<Ks> & Question<K, Ks> & { readonly when?: When<K> },
): Check => check;

/** One requirement: something must be refused. Does not compile without the control that shows the door opens. */
export const defineRefusal = <const K extends Name, const Ks extends Kind>(
  check: About<Ks> & Question<K, Ks> & { readonly when?: When<K>; readonly control: Control },
): Check => check;
