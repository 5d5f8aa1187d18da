import type { Check } from "../../core/check.ts";
import { type GatherTask, needsOf, type Plan, placeOf } from "../../core/plan.ts";
import type { Gatherer } from "../../core/probe.ts";
import { plain } from "../../core/redact.ts";
import { GATES } from "../../core/verdict.ts";
import type { Toolbox } from "./toolbox.ts";

export interface Progress {
  /** one line that stays */
  readonly say: (text: string) => void;
  readonly started: (task: Pick<GatherTask, "spoke" | "gatherer">) => void;
  readonly ended: (task: Pick<GatherTask, "spoke" | "gatherer">) => void;
  /** what is running at this moment, and what has not begun */
  readonly unfinished: () => readonly string[];
  readonly stop: () => void;
}

const keyOf = ({ spoke, gatherer }: Pick<GatherTask, "spoke" | "gatherer">) => `${spoke} ${gatherer}`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Which gatherers each gate waits for, directly or through what they need themselves. */
const tasksOfGates = (plan: Plan, { checks, probes, journeys }: Toolbox) => {
  const gatherers = new Map<string, Gatherer>([...probes, ...journeys].map(({ id, value }) => [id, value]));
  const checkOf = new Map<string, Check>(checks.map(({ id, value }) => [id, value]));
  return GATES.map(({ number, name }) => {
    const open = plan.rows
      .filter(({ gate }) => gate === number)
      .flatMap(({ check, spoke }) => {
        const found = checkOf.get(check);
        return (found ? needsOf(found) : []).map((evidence) => ({
          evidence,
          spoke: placeOf(evidence, spoke),
        }));
      });
    const keys = new Set<string>();
    for (let next = open.pop(); next; next = open.pop()) {
      const { evidence, spoke } = next;
      const task = plan.gather.find(
        (one) => one.spoke === spoke && gatherers.get(one.gatherer)?.produces.includes(evidence),
      );
      if (!task || keys.has(keyOf(task))) continue;
      keys.add(keyOf(task));
      for (const need of gatherers.get(task.gatherer)?.needs ?? []) {
        open.push({ evidence: need, spoke: placeOf(need, spoke) });
      }
    }
    return { number, name, keys };
  }).filter(({ keys }) => keys.size > 0);
};

/** Tells a person what is running: a line that changes on a terminal, a line a gate elsewhere. */
export const showProgress = (plan: Plan, toolbox: Toolbox, out: NodeJS.WriteStream): Progress => {
  const gates = tasksOfGates(plan, toolbox);
  const titles = new Map([...toolbox.probes, ...toolbox.journeys].map(({ id, value }) => [id, value.title]));
  const all = plan.gather.map(keyOf);
  const running = new Set<string>();
  const done = new Set<string>();
  const told = new Set<number>();
  const live = out.isTTY === true;

  const titleOf = (key: string) => {
    const [spoke = "", gatherer = ""] = key.split(" ");
    return `${titles.get(gatherer) ?? gatherer} (${spoke})`;
  };
  const line = (text: string) => out.write(`${live ? "\r\x1b[2K" : ""}${plain(text)}\n`);
  const draw = () => {
    if (!live) return;
    const now = [...running].map((key) => titles.get(key.split(" ")[1] ?? "") ?? key).join(" · ");
    out.write(
      `\r\x1b[2K${plain(`  looking ${done.size}/${all.length}  ${now}`).slice(0, (out.columns || 80) - 1)}`,
    );
  };
  const settle = () => {
    for (const { number, name, keys } of gates) {
      if (told.has(number) || ![...keys].every((key) => done.has(key))) continue;
      told.add(number);
      line(
        `  Gate ${number}  ${name}: ${keys.size} looks taken, ${seconds(performance.now())} since the start`,
      );
    }
  };
  return {
    say: (text) => {
      line(`  ${text}`);
      draw();
    },
    started: (task) => {
      running.add(keyOf(task));
      draw();
    },
    ended: (task) => {
      running.delete(keyOf(task));
      done.add(keyOf(task));
      settle();
      draw();
    },
    unfinished: () => all.filter((key) => !done.has(key)).map(titleOf),
    stop: () => {
      if (live) out.write("\r\x1b[2K");
    },
  };
};
