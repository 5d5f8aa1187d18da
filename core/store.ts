import { type Envelope, type Found, open } from "./envelope.ts";
import { type Evidence, type Name, pieces } from "./evidence/index.ts";

/** Where evidence is kept. `write` is called the moment a piece is seen or missed. */
export interface Sink {
  readonly write: (envelope: Envelope) => void;
}
/** Reads a piece back. Undefined: nobody wrote it. */
export type Reader = (spoke: string, evidence: Name) => Found | undefined;

export const sealSeen = <N extends Name>(
  spoke: string,
  probe: string,
  evidence: N,
  value: Evidence[N],
  at: Date,
): Envelope => ({
  evidence,
  version: pieces[evidence].version,
  spoke,
  probe,
  seenAt: at.toISOString(),
  seen: { is: "seen", value },
});

export const sealMissed = (
  spoke: string,
  probe: string,
  evidence: Name,
  because: string,
  at: Date,
  { cause, give }: { readonly cause?: readonly string[]; readonly give?: string } = {},
): Envelope => ({
  evidence,
  version: pieces[evidence].version,
  spoke,
  probe,
  seenAt: at.toISOString(),
  seen: { is: "missed", because, ...(cause && { cause: [...cause] }), ...(give !== undefined && { give }) },
});

/** Keeps evidence in memory as the text that would have been on disk, so that judging sees the same. */
export const memoryStore = (scrub: (text: string) => string): Sink & { readonly read: Reader } => {
  const texts = new Map<string, string>();
  return {
    write: (envelope) => {
      texts.set(`${envelope.spoke} ${envelope.evidence}`, scrub(JSON.stringify(envelope)));
    },
    read: (spoke, evidence) => {
      const text = texts.get(`${spoke} ${evidence}`);
      return text === undefined ? undefined : open(text);
    },
  };
};
