import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";

const SAMPLES = 10;

const median = (sorted: readonly number[]): number => {
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

export default defineCheck({
  level: "advisory",
  title: "Every endpoint answers within its budget",
  failureTitle: "An endpoint answers more slowly than its budget",
  why: "A login crosses these endpoints one after the other; what each takes adds up before the person's eyes.",
  remedy:
    "Hub operator: see what stands between the public domain and the origin. Whoever runs the gates: hub.latency in spokes.yaml states the budget.",
  sources: ["practice"],
  kinds: ["client"],
  needs: ["latency.samples"],
  judge: ({ latency: { samples } }, { hub }) => {
    const { median_ms, max_ms } = hub.latency;
    const late = samples.late_ms ?? 0;
    return eachCase(
      samples.endpoints ?? [],
      ({ name }) => name ?? "endpoint",
      ({ url, ms = [], error, exchange }) => {
        const sorted = ms.toSorted((a, b) => a - b);
        const said = `median ${median(sorted)} ms, longest ${sorted.at(-1) ?? 0} ms of ${ms.length}`;
        if (ms.length < SAMPLES) {
          const because = `${url}: ${ms.length} of ${SAMPLES} samples${error ? `, then ${error}` : ""}`;
          return unknown(because, "an endpoint that answers", { evidence: "latency.samples", because });
        }
        if (median(sorted) <= median_ms && (sorted.at(-1) ?? 0) <= max_ms) return pass;
        // what this machine was itself late by is not the endpoint's
        if (median(sorted) - late <= median_ms && (sorted.at(-1) ?? 0) - late <= max_ms) {
          const because = `${said}, while this machine itself was late by up to ${late} ms`;
          return unknown(because, "a run on a machine that is not busy", {
            evidence: "latency.samples",
            because,
          });
        }
        return fail(`${url}`, `median at most ${median_ms} ms, longest at most ${max_ms} ms`, said, exchange);
      },
    );
  },
});
