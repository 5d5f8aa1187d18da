import type { Doors } from "../../core/doors.ts";
import { plain } from "../../core/redact.ts";
import { EXIT } from "../../core/verdict.ts";
import { chooseSpoke, DEFAULT_SPOKE } from "../run/choose-spoke.ts";
import { withTarget } from "../run/open-target.ts";
import { readSettings } from "../run/settings.ts";
import { configForm, type LiveIssuer } from "../runs/config-form.ts";
import { readPermanent } from "../runs/permanent.ts";
import { recordsFile } from "../runs/records.ts";
import { targetNamed } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = `npm start -- config [SPOKE] [--target NAME] (${DEFAULT_SPOKE})`;
const LIMIT_MS = 5000;

const liveIssuer = async (doors: Doors, url: string): Promise<LiveIssuer> => {
  const { status, json, seen } = await doors.http.send(url);
  const issuer = typeof json === "object" && json !== null && "issuer" in json ? json.issuer : undefined;
  if (status === 200 && typeof issuer === "string") {
    return { is: "read", issuer: plain(issuer), at: new Date().toISOString() };
  }
  return {
    is: "unreadable",
    because: `${url} answered ${status ?? seen.error?.code ?? "nothing"}${status === 200 ? " without an issuer" : ""}`,
  };
};

/** Prints the provider form of a spoke, and what to ask of Cargo. 1: settings and live discovery differ. 4: not read. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, { target: { type: "string" }, spokes: { type: "string" } });
  const [id] = wordsUpTo(words, 1, USAGE);
  const settings = readSettings(values.spokes);
  const target = values.target ?? Object.keys(settings.file.targets)[0] ?? "local";
  targetNamed(settings.file.targets, target);
  const clients = settings.subjects(target).filter((subject) => subject.kind === "client");
  const subject = chooseSpoke(settings.file, clients, id, "client spoke");
  const looking = { settings, target, doing: "config", spoke: subject.id, timeoutMs: LIMIT_MS };
  const live = await withTarget(looking, (doors) => liveIssuer(doors, subject.hub.endpoints.discovery));
  const permanent = readPermanent(recordsFile(settings, target, subject.id, "permanent"));
  const { text, troubles } = configForm(subject, live, permanent);
  process.stdout.write(`${text}\n`);
  if (troubles.length === 0) return EXIT.GO;
  process.stderr.write(troubles.map((one) => `Careful: ${plain(one)}\n`).join(""));
  return live.is === "read" ? EXIT["NO-GO"] : EXIT.UNKNOWN;
};
