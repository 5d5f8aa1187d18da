import type { Fault } from "../../core/fault.ts";
import { makePlan, type Plan } from "../../core/plan.ts";
import { declaredHosts } from "../../core/spokes/subjects.ts";
import { judgedWith, type Subject } from "../../core/subject.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { targetNamed, UsageError, unknownName } from "../usage-error.ts";
import { chooseSpoke } from "./choose-spoke.ts";
import { chooseFaults } from "./faults.ts";
import { refuseUnknownNames } from "./known-names.ts";
import type { Options } from "./options.ts";
import { reviewedIn } from "./reviewed.ts";
import { readSettings, type Settings } from "./settings.ts";
import { openToolbox, type Toolbox } from "./toolbox.ts";

/** Everything that is known before the first request is made. Whatever a person got wrong was said by now. */
export interface Prepared {
  readonly options: Options;
  readonly settings: Settings;
  /** what is judged: the hub, and the spoke that rests on it */
  readonly subjects: readonly Subject[];
  readonly spoke: Subject;
  readonly embedded: boolean;
  readonly faults: readonly Fault<World>[];
  readonly toolbox: Toolbox;
  readonly plan: Plan;
}

/** What is the same for every spoke that a command is about. */
type Common = Pick<Prepared, "options" | "settings" | "embedded" | "faults" | "toolbox"> & {
  readonly all: readonly Subject[];
};

const prepareCommon = async (options: Options): Promise<Common> => {
  const read = readSettings(options.spokes);
  const settings = await reviewedIn(options, read);
  const { file } = settings;
  const { embedded } = targetNamed(file.targets, options.target);
  if (!embedded && (options.world !== undefined || options.faults.length > 0)) {
    throw new UsageError(
      `--world and --fault make the local federation wrong; target "${options.target}" is not one. Leave them out, or use --target local.`,
    );
  }
  const [toolbox, faults] = await Promise.all([openToolbox(), chooseFaults(options.world, options.faults)]);
  refuseUnknownNames(settings, toolbox);
  const known = toolbox.checks.map(({ id }) => id);
  const odd = options.checks.find((check) => !known.includes(check));
  if (odd !== undefined) throw unknownName("check", odd, known);
  return { options, settings, embedded, faults, toolbox, all: settings.subjects(options.target) };
};

const preparedFor = ({ all, ...common }: Common, spoke: Subject): Prepared => {
  const subjects = judgedWith(all, spoke.id);
  const { toolbox, options } = common;
  return {
    ...common,
    subjects,
    spoke,
    plan: makePlan(subjects, toolbox.checks, toolbox, options, toolbox.obligations),
  };
};

export const prepare = async (options: Options): Promise<Prepared> => {
  const common = await prepareCommon(options);
  return preparedFor(common, chooseSpoke(common.settings.file, common.all, options.spoke));
};

/** The hub, then what others rest on (account home, pilot), then the rest as the file lists it. */
const rank = (subject: Subject): number => {
  if (subject.kind === "hub") return 0;
  if (subject.kind === "account-home") return 1;
  return subject.kind === "client" && subject.spoke.pilot ? 2 : 3;
};

export const bySequence = (subjects: readonly Subject[]): readonly Subject[] =>
  subjects.toSorted((a, b) => rank(a) - rank(b));

/** Every subject of the file (of this part of it), in the order in which their decisions rest on each other. */
export const prepareAll = async (options: Options): Promise<readonly Prepared[]> => {
  const common = await prepareCommon(options);
  const order = bySequence(common.all);
  const { index, count } = options.shard ?? { index: 1, count: 1 };
  return order.filter((_, place) => place % count === index - 1).map((spoke) => preparedFor(common, spoke));
};

/** For a person who asks: which hosts the harness would contact, and none other. */
export const hostsOf = ({ settings }: Prepared): readonly string[] => declaredHosts(settings.file);
