import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Fault } from "../../core/fault.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { ROOT } from "../paths.ts";
import { chooseFaults } from "../run/faults.ts";
import { localSecrets } from "../run/local-secrets.ts";
import { readSettings } from "../run/settings.ts";
import { type Network, openNetwork } from "./network.ts";

const LOCAL = "local";
export const TARGET = "standing";

/** A federation that outlives the runs against it, reached as a live one is: by overrides and a CA file. */
export interface Standing {
  /** its own settings file, with the target `standing` */
  readonly spokesFile: string;
  readonly network: Network;
  readonly federation: Awaited<ReturnType<typeof startFederation>>;
  readonly close: () => Promise<void>;
}

/** Starts it in this process, which holds the secrets; runs inherit them by the environment. */
export const openStanding = async (
  folder: string,
  faults: readonly string[],
  tripwirePort: number,
  random: () => number,
  watch?: Fault<World>,
): Promise<Standing> => {
  const settings = readSettings(undefined);
  localSecrets(settings, settings.subjects(LOCAL));
  const spoke = settings.file.spokes.find((one) => one.kind === "client" && one.pilot)?.id ?? "";
  const federation = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: LOCAL,
    spoke,
    secret: settings.secret,
    faults: [...(await chooseFaults(undefined, faults)), ...(watch ? [watch] : [])],
  });
  const secure = Object.entries(federation.resolve).find(([name]) => name.endsWith(":443"))?.[1] ?? "";
  const network = await openNetwork(secure, random);
  const document = parseDocument(readFileSync(join(ROOT, "spokes.yaml"), "utf8"));
  const local = document.getIn(["targets", LOCAL], true);
  document.setIn(["targets", TARGET], local);
  const target = (...path: string[]) => ["targets", TARGET, ...path];
  document.deleteIn(target("embedded"));
  const resolve = Object.fromEntries(
    Object.entries(federation.resolve).map(([name, to]) => [name, to === secure ? network.address : to]),
  );
  document.setIn(target("resolve"), resolve);
  document.setIn(target("ca_file"), "ca.pem");
  const origin = "https://tripwire.cargo-gates.test";
  const neighbour = await federation.welcome(new URL(origin).hostname);
  neighbour.answersAt(`127.0.0.1:${tripwirePort}`);
  document.setIn(target("tripwire"), {
    public_url: origin,
    listen: `127.0.0.1:${tripwirePort}`,
    cert_file: "tripwire.pem",
    key_file: "tripwire-key.pem",
  });
  document.setIn(["contract"], "contract");
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, "contract"), join(folder, "contract"), { recursive: true });
  writeFileSync(join(folder, "ca.pem"), federation.ca);
  writeFileSync(join(folder, "tripwire.pem"), neighbour.cert);
  writeFileSync(join(folder, "tripwire-key.pem"), neighbour.key, { mode: 0o600 });
  const spokesFile = join(folder, "spokes.yaml");
  const text = document.toString({ lineWidth: 120 });
  writeFileSync(spokesFile, text.replaceAll("target: local", `target: ${TARGET}`));
  return {
    spokesFile,
    network,
    federation,
    close: async () => {
      await network.close();
      await federation.close();
    },
  };
};
