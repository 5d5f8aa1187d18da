import { readFileSync } from "node:fs";
import { openInbound } from "../../probes/tripwire/listen.ts";
import { createRelay } from "../../probes/tripwire/relay.ts";
import { fromCaller } from "../paths.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments } from "./arguments.ts";

const USAGE =
  "npm start -- tripwire serve --public-url https://NAME --listen HOST:PORT [--cert FILE --key FILE] [--token env:NAME]";
const SHORTEST = 24;

const pem = (option: string, file: string): string => {
  try {
    return readFileSync(fromCaller(file), "utf8");
  } catch (error) {
    throw new UsageError(`--${option} ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
};

const tokenOf = (ref: string): string => {
  const name = ref.replace(/^env:/, "");
  const token = process.env[name] ?? "";
  if (!ref.startsWith("env:"))
    throw new UsageError(`--token ${ref.slice(0, 4)}...: name a variable, env:NAME, never the token itself.`);
  if (token.length < SHORTEST) {
    throw new UsageError(
      `${name} must hold the token that runs show here, at least ${SHORTEST} characters (openssl rand -base64 32): whoever holds it can sign in at a spoke that is being gated.`,
    );
  }
  return token;
};

/** Stands where a spoke's backend reaches it and hands what comes to the run that holds the token, until interrupted. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const text = { type: "string" } as const;
  const { values, words } = readArguments(args, {
    "public-url": text,
    listen: text,
    cert: text,
    key: text,
    token: text,
  });
  if (words[0] !== "serve" || words.length > 1)
    throw new UsageError(`One thing can be done with it: ${USAGE}`);
  const { "public-url": origin, listen, cert, key, token = "env:GATES_TRIPWIRE_TOKEN" } = values;
  if (origin === undefined || !/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin)) {
    throw new UsageError(`--public-url is the https origin under which spokes reach it: ${USAGE}`);
  }
  if (listen === undefined || !/^\S+:\d{1,5}$/.test(listen))
    throw new UsageError(`Say where it listens: ${USAGE}`);
  if ((cert === undefined) !== (key === undefined)) throw new UsageError("--cert and --key go together.");
  const identity =
    cert !== undefined && key !== undefined ? { cert: pem("cert", cert), key: pem("key", key) } : undefined;
  const relay = createRelay(tokenOf(token));
  const inbound = openInbound({
    origin,
    listen,
    // a run's answer may be a token of 20 MB, written in base64
    limit: 64 * 1024 * 1024,
    identity: async () => identity,
    listening: (address) =>
      process.stdout.write(
        `The tripwire's relay for ${origin} listens at ${address}${identity ? "" : " (plain HTTP, for the proxy in front)"}. Ctrl-C ends it.\nA run uses it by: targets.<target>.tripwire: { public_url: ${origin}, relay: ${token} }\n`,
      ),
  });
  await inbound.serve(relay);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  await inbound.close();
  return 0;
};
