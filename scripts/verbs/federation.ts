import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localSecrets } from "../run/local-secrets.ts";
import { readOptions } from "../run/options.ts";
import { prepare } from "../run/prepare.ts";
import { UsageError } from "../usage-error.ts";

/** Starts the local federation, says how a browser reaches it, and leaves it up until it is interrupted. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { settings, options, embedded, spoke, faults } = await prepare(readOptions(args));
  if (!embedded)
    throw new UsageError(`Target "${options.target}" is not an embedded federation: use --target local.`);
  localSecrets(settings, settings.subjects(options.target));
  const { startFederation } = await import("../../fixtures/federation/start.ts");
  const federation = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: options.target,
    spoke: spoke.id,
    secret: settings.secret,
    faults,
  });
  const folder = mkdtempSync(join(tmpdir(), "cargo-gates-"));
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, federation.ca);
  const rules = Object.entries(federation.resolve)
    .filter(([name]) => name.endsWith(":443"))
    .map(([name, to]) => `MAP ${name.replace(/:443$/, "")} ${to}`);
  const users = settings.contract.users.map(
    ({ id, email, password }) => `  ${id}: ${email}  password ${settings.secret(password)}`,
  );
  process.stdout.write(
    [
      `The local federation is up${options.faults.length > 0 ? ` with ${options.faults.join(", ")}` : ""}. Ctrl-C ends it.`,
      "",
      "Open it in Chromium:",
      `  chromium --user-data-dir=${join(folder, "profile")} --ignore-certificate-errors --host-resolver-rules="${rules.join(",")}" ${spoke.kind === "client" ? spoke.spoke.app : settings.file.hub.account_home}`,
      "",
      `Its certificate authority: ${ca}`,
      "People who can sign in (invented for this federation, gone with it):",
      ...users,
      "",
    ].join("\n"),
  );
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  await federation.close();
  return 0;
};
