import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import type { Attempt } from "../../../core/evidence/piece.ts";
import { discoveryOf, isDocument, summary } from "../reading.ts";
import { comparableIn } from "./comparable.ts";

/** An answer that says: there is no such document here. A page is none either. */
const absent = ({ answer }: Attempt): boolean =>
  answer?.status !== undefined && answer.status < 500 && !(answer.status === 200 && isDocument(answer.json));

export default defineCheck({
  level: "advisory",
  title: "The OAuth server metadata agrees with discovery",
  failureTitle: "The OAuth server metadata contradicts discovery",
  why: "Client libraries read one document or the other; where the two differ, what a spoke gets depends on its library.",
  remedy: "Hub operator: make both documents from one source, or stop serving the OAuth one.",
  sources: ["RFC8414:3", "OIDCD:4"],
  threat: ["RFC9700:4.4"],
  kinds: ["hub"],
  needs: ["discovery.effective", "discovery.oauth"],
  when: {
    holds: ({ discovery }) =>
      "blocked" in discoveryOf(discovery.effective) || !(discovery.oauth.attempts ?? []).every(absent),
    because: "no OAuth server metadata (RFC 8414) is served, which is optional",
  },
  judge: ({ discovery }, { hub }) => {
    const read = discoveryOf(discovery.effective);
    if ("blocked" in read) return read.blocked;
    const comparable = comparableIn(hub);
    const served = (discovery.oauth.attempts ?? []).filter((one) => !absent(one));
    return eachCase(
      served,
      ({ name }) => name ?? "document",
      ({ sent, answer }) => {
        if (answer?.status !== 200 || !isDocument(answer.json)) {
          const because = `${sent}: ${summary(answer)}`;
          return unknown(because, "a host that answers", { evidence: "discovery.oauth", because });
        }
        const { json } = answer;
        // each document may say what the other leaves out; what both say must be the same
        const odd = Object.keys(json).filter(
          (name) =>
            read.document[name] !== undefined &&
            comparable(name, json[name]) !== comparable(name, read.document[name]),
        );
        const pick = (from: Readonly<Record<string, unknown>>) =>
          Object.fromEntries(odd.map((name) => [name, from[name]]));
        return odd.length === 0
          ? pass
          : fail(
              `${sent} ${odd.join(", ")}`,
              pick(read.document),
              pick(json),
              discovery.effective.exchange,
              answer.exchange,
            );
      },
    );
  },
});
