import { type Check, defineCheck, pass, same } from "../../core/check.ts";
import type { Discovered } from "../../core/discover.ts";
import type { Plan } from "../../core/plan.ts";
import { memoryStore, sealMissed, sealSeen } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";

const at = new Date("2026-01-02T03:04:05Z");

/** A subject with just enough to be judged: the engine reads its id and kind only. */
export const subject = (id: string, kind: Subject["kind"]): Subject =>
  ({ id, kind, name: id }) as unknown as Subject;
export const hub = subject("hub", "hub");

export const words = {
  level: "required",
  title: "It holds",
  failureTitle: "It does not hold",
  why: "because",
  remedy: "mend it",
  sources: ["S2:RULE-A"],
} as const;

/** Passes when the public discovery document names the issuer "right". */
export const issuerIsRight: Check = defineCheck({
  ...words,
  kinds: ["hub"],
  needs: ["discovery.public"],
  judge: ({ discovery }) => same("issuer", "right", (discovery.public.json as { issuer?: unknown })?.issuer),
});

export const alwaysPasses: Check = defineCheck({
  ...words,
  kinds: ["hub"],
  needs: ["discovery.public"],
  judge: () => pass,
});

export const found = (id: string, value: Check): Discovered<Check> => ({ id, file: `${id}.check.ts`, value });

export const planOf = (...checks: readonly string[]): Plan => ({
  rows: checks.map((check) => ({ spoke: "hub", check, gate: 1, level: "required" })),
  apart: [],
  gather: [],
  unobtainable: [],
});

export const store = () => memoryStore((text) => text);
export const seen = (issuer: string) => sealSeen("hub", "test", "discovery.public", { json: { issuer } }, at);
export const missed = (because: string, give?: string) =>
  sealMissed("hub", "test", "discovery.public", because, at, give === undefined ? {} : { give });
