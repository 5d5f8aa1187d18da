import type { Contradiction } from "./cross-check.ts";
import { type Path, quoted } from "./errors.ts";
import type { SpokesFile } from "./schema.ts";

/** Values that are right alone and wrong together. */
export const valuesFitTogether = ({ hub, targets, attestations }: SpokesFile): Contradiction[] => {
  const { median_ms, max_ms } = hub.latency;
  const wrong = (is: boolean, path: Path, written: string, expected: string): Contradiction[] =>
    is ? [{ path, written, expected }] : [];
  return [
    ...wrong(
      median_ms > max_ms,
      ["hub", "latency", "max_ms"],
      quoted(String(max_ms)),
      `at least the median, ${median_ms}`,
    ),
    ...Object.entries(targets).flatMap(([name, { read_only, allow_writes }]) =>
      wrong(
        read_only && allow_writes,
        ["targets", name, "allow_writes"],
        quoted("true"),
        "false: this target is read_only",
      ),
    ),
    ...Object.entries(targets).flatMap(([name, { read_only, tripwire, carry_over_from }]) => [
      ...wrong(
        read_only && tripwire !== undefined,
        ["targets", name, "tripwire"],
        "a tripwire",
        "none: this target is read_only, and whoever holds a tripwire can sign in as anybody",
      ),
      ...wrong(
        tripwire !== undefined && carry_over_from !== undefined,
        ["targets", name, "carry_over_from"],
        quoted(carry_over_from ?? ""),
        "nothing: this target has a tripwire of its own",
      ),
      ...wrong(
        tripwire !== undefined && (tripwire.listen === undefined) === (tripwire.relay === undefined),
        ["targets", name, "tripwire"],
        tripwire?.listen === undefined ? "neither listen nor relay" : "listen and relay",
        "one of them: listen on the machine of the run, or relay for one that stands at public_url",
      ),
      ...wrong(
        (tripwire?.cert_file === undefined) !== (tripwire?.key_file === undefined),
        ["targets", name, "tripwire"],
        "one of cert_file and key_file",
        "both, or neither",
      ),
    ]),
    ...attestations.flatMap(({ on, until }, i) =>
      wrong(until < on, ["attestations", i, "until"], quoted(until), `a day not before ${on}`),
    ),
  ];
};
