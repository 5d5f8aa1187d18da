import { blockedBy, defineCheck, eachCase, pass, same } from "../../../core/check.ts";
import { discoveryOf, isDocument, summary } from "../reading.ts";
import { comparableIn } from "./comparable.ts";

export default defineCheck({
  level: "advisory",
  title: "The two discovery documents differ in declared hosts only",
  failureTitle: "The two discovery documents contradict each other",
  why: "What a spoke verified on the public domain must also be what the issuer says.",
  remedy: "Hub operator: serve one document from both hosts; purge caches in front of either.",
  sources: ["S2:verify-every-endpoint", "OIDCD:4.3"],
  kinds: ["hub"],
  needs: ["discovery.public", "discovery.backend"],
  judge: ({ discovery }, { hub }) => {
    const read = discoveryOf(discovery.public);
    if ("blocked" in read) return read.blocked;
    const there = discovery.backend;
    if (there.status !== 200 || !isDocument(there.json)) {
      return blockedBy("endpoints/issuer-same-from-both-hosts", `the issuer's host: ${summary(there)}`);
    }
    const other = there.json;
    const comparable = comparableIn(hub);
    const names = new Set([...Object.keys(read.document), ...Object.keys(other)]);
    names.delete("issuer");
    return eachCase(
      names,
      (name) => name,
      (name) => {
        const [here, far] = [read.document[name], other[name]];
        return comparable(name, here) === comparable(name, far)
          ? pass
          : same(`${there.url} ${name}`, here ?? "absent", far ?? "absent", there.exchange);
      },
    );
  },
});
