import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import { EXIT } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { type NewSpoke, variablePrefix, withIssuer, withSpoke } from "../init/entry.ts";
import { lookAround } from "../init/look.ts";
import { asking } from "../init/questions.ts";
import { withTarget } from "../run/open-target.ts";
import { keptSettings, readSettings, type Settings } from "../run/settings.ts";
import { targetNamed, UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE =
  "npm start -- init SPOKE [--app URL] [--backend URL] [--client-id ID] [--key KEY] [--name NAME] [--target NAME]";
const LIMIT_MS = 6000;

const titled = (id: string): string =>
  id
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

/** Settings with this text instead of the file's. Throws with the place and the remedy when it does not fit. */
const reread = ({ path, texts }: Settings, text: string): Settings => {
  const loaded = loadSpokesFile(text, path);
  if (!loaded.ok) throw new UsageError(tellErrors(loaded.errors));
  return keptSettings({ ...texts, spokes: text }, path);
};

const targetOf = ({ file }: Settings, written: string | undefined): string => {
  const names = Object.keys(file.targets);
  const target = written ?? names.find((name) => !file.targets[name]?.embedded) ?? names[0] ?? "";
  targetNamed(file.targets, target);
  return target;
};

/**
 * Writes an entry for a client spoke behind the last one of the spokes file: what can be read is read live, the rest is
 * asked. Nothing is written unless discovery was read and the whole file is right with the entry in it.
 */
export const perform = async (args: readonly string[]): Promise<number> => {
  const text = { type: "string" } as const;
  const { values, words } = readArguments(args, {
    spokes: text,
    target: text,
    app: text,
    backend: text,
    "client-id": text,
    key: text,
    name: text,
  });
  const [id] = wordsUpTo(words, 1, USAGE);
  if (id === undefined) throw new UsageError(`Name the new spoke: ${USAGE}`);
  const settings = readSettings(values.spokes);
  if (settings.file.spokes.some((one) => one.id === id)) {
    throw new UsageError(`There is a spoke "${id}" already: edit its entry in ${settings.path}.`);
  }
  const target = targetOf(settings, values.target);
  const ask = asking(values);
  let spoke: NewSpoke;
  try {
    const app = await ask.answer("app", "Origin of the app, e.g. https://my.app:");
    const host = URL.canParse(app) ? new URL(app).host : "my.app";
    spoke = {
      id,
      app,
      backend: await ask.answer("backend", "Branded data backend:", `https://api.${host}`),
      clientId: await ask.answer("client-id", "Client ID that Cargo sent you:"),
      key: await ask.answer("key", "App key in app_access:", id),
      name: await ask.answer("name", "Name for people:", titled(id)),
      adapter: "supabase-auth",
    };
  } finally {
    ask.close();
  }
  const draft = reread(settings, withSpoke(settings.texts.spokes, spoke));
  const [{ hub } = { hub: undefined }] = draft.subjects(target);
  if (!hub) throw new UsageError("The spokes file has no hub.");
  const looking = { settings: draft, target, doing: "init", spoke: id, timeoutMs: LIMIT_MS };
  const at = { discovery: hub.endpoints.discovery, app: spoke.app, backend: spoke.backend };
  const live = await withTarget(looking, (doors) => lookAround(doors, at));
  if (live.issuer === undefined) {
    process.stderr.write(
      `Nothing was written: live discovery could not be read (${live.because}), and an issuer is never invented.\nSee npm start -- doctor --spoke hub --target ${target}\n`,
    );
    return EXIT.UNKNOWN;
  }
  const written = withSpoke(settings.texts.spokes, { ...spoke, adapter: live.adapter });
  const stated = withIssuer(written, target, live.issuer);
  const known = settings.file.targets[target]?.issuer;
  reread(settings, stated ?? written);
  writeWhole(settings.path, stated ?? written);
  const prefix = variablePrefix(id);
  process.stdout.write(
    [
      `${settings.path} has an entry for ${spoke.name} (${id}).`,
      ...live.notes.map((note) => `- ${note}`),
      stated
        ? `- the issuer of target ${target} is ${live.issuer}, copied from live discovery`
        : known === live.issuer
          ? `- target ${target} states the live issuer already`
          : `- Careful: target ${target} states the issuer ${known}, live discovery says ${live.issuer}: correct it`,
      "",
      "Next:",
      `  set ${prefix}_CLIENT_SECRET${live.adapter === "supabase-auth" ? `, ${prefix}_ANON_KEY and ${prefix}_SERVICE_KEY` : ""} (or put them into .env)`,
      `  npm start -- config ${id} --target ${target}      what to enter in the provider form, and what to ask of Cargo`,
      `  npm start -- doctor --spoke ${id} --target ${target}`,
      `  npm start -- run --spoke ${id} --target ${target}`,
      "",
    ].join("\n"),
  );
  return EXIT.GO;
};
