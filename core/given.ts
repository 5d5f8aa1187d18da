import type { Missed } from "./envelope.ts";
import type { Name } from "./evidence/index.ts";
import { placeOf } from "./plan.ts";
import type { Reader } from "./store.ts";

/** Evidence laid out as a question reads it (`given.topic.piece`), and what is not there. */
export interface Laid {
  readonly given: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly lacking: readonly { readonly evidence: Name; readonly found: Missed }[];
  /** when each piece was seen, ISO 8601 */
  readonly seenAt: readonly string[];
}

const nobodyLooked: Missed = { is: "missed", because: "nobody looked" };

/** Reads each piece back, at the hub or at the spoke as its kind says. */
export const layOut = (needs: readonly Name[], spoke: string, read: Reader): Laid => {
  const given: Record<string, Record<string, unknown>> = {};
  const lacking: Laid["lacking"][number][] = [];
  const seenAt: string[] = [];
  for (const evidence of needs) {
    const found = read(placeOf(evidence, spoke), evidence) ?? nobodyLooked;
    if (found.is === "missed") {
      lacking.push({ evidence, found });
      continue;
    }
    const [topic = "", piece = ""] = evidence.split(".");
    given[topic] = { ...given[topic], [piece]: found.value };
    seenAt.push(found.seenAt);
  }
  return { given, lacking, seenAt };
};
