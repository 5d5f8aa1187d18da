import { stringify } from "yaml";
import { ACCEPTABLE, type Acceptable, type Mode } from "../../core/tripwire/mode-names.ts";

const DAYS = 180;
const DAY_MS = 86_400_000;

const isAcceptable = (mode: Mode | undefined): mode is Acceptable => ACCEPTABLE.some((one) => one === mode);

/**
 * The entry that ends the pause, to be pasted into the spoke's entry of spokes.yaml. What only the review can say stands
 * in angle brackets; spokes.yaml is refused for as long as it does. Undefined where no review can accept the mode.
 */
export const decisionYaml = (
  mode: Mode | undefined,
  { target, decidedAt }: { readonly target: string; readonly decidedAt: string },
): string | undefined =>
  isAcceptable(mode)
    ? stringify(
        {
          architecture_decision: {
            target,
            mode,
            owner: "<who answers for it>",
            reason: "<what the review decided, and why>",
            link: "<address of its record>",
            until: new Date(Date.parse(decidedAt) + DAYS * DAY_MS).toISOString().slice(0, 10),
          },
        },
        { lineWidth: 0 },
      ).trimEnd()
    : undefined;
