import { type ExecFileException, execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { ComposerClient } from "../../core/evidence/tenant.ts";
import { isMembers } from "../../core/tenant/answers.ts";
import { openProxy } from "../browser/proxy.ts";
import { type TenantSubject, tenantKit } from "./kit.ts";

const PATIENCE_MS = 20_000;
/** what it said last is what matters */
const SAID = 400;

interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Undefined when there is no such command. */
const run = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended | undefined> =>
  new Promise((resolve) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
      resolve(
        error?.code === "ENOENT"
          ? undefined
          : {
              exit: error ? Number(error.code) || 1 : 0,
              stdout,
              stderr: error?.killed ? "time is up" : stderr,
            },
      );
    execFile("composer", [...args], { cwd, env, timeout: PATIENCE_MS }, done);
  });

const namesIn = (stdout: string): string[] => {
  try {
    const parsed: unknown = JSON.parse(stdout);
    const listed = isMembers(parsed) ? (parsed.available ?? parsed.packages) : undefined;
    return Array.isArray(listed) ? listed.filter(isMembers).map(({ name }) => String(name)) : [];
  } catch {
    return [];
  }
};

const shellOf = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: folder,
  COMPOSER_HOME: join(folder, "home"),
  COMPOSER_ALLOW_SUPERUSER: "1",
  COMPOSER_NO_INTERACTION: "1",
});

/**
 * A real Composer reads the first tenant, as seed 004 says a customer would set it up. It goes through the harness's
 * own proxy, which leads names where the target says. Where none is installed, that is what is seen.
 */
export const tryComposer = async (doors: Doors, subject: TenantSubject): Promise<ComposerClient> => {
  const { spoke } = subject;
  const host = `${spoke.tenants.first.subdomain}.${spoke.host}`;
  const folder = mkdtempSync(join(tmpdir(), "gates-composer-"));
  try {
    const env = shellOf(folder);
    const version = await run(["--version", "--no-ansi"], folder, env);
    if (!version) return { untried: "composer is not installed" };
    const token = tenantKit(doors, subject).tokenOf({ is: "customer", home: "first" });
    const cafile = join(folder, "ca.pem");
    writeFileSync(cafile, [...tls.getCACertificates("default"), doors.reach.ca ?? ""].join("\n"));
    writeFileSync(
      join(folder, "composer.json"),
      JSON.stringify({
        repositories: [{ type: "composer", url: `https://${host}` }, { "packagist.org": false }],
      }),
    );
    const proxy = await openProxy(doors.reach);
    const shown = await run(
      ["show", "--available", "--format=json", "--no-ansi", "--no-plugins", "--no-scripts"],
      folder,
      {
        ...env,
        COMPOSER_CAFILE: cafile,
        SSL_CERT_FILE: cafile,
        // the token is in no file: nothing of it is left behind
        COMPOSER_AUTH: JSON.stringify({ "http-basic": { [host]: { username: "token", password: token } } }),
        https_proxy: proxy.server,
        HTTPS_PROXY: proxy.server,
      },
    ).finally(proxy.close);
    return {
      version: version.stdout.split("\n")[0]?.slice(0, 80) ?? "",
      at: host,
      exit: shown?.exit ?? 1,
      listed: namesIn(shown?.stdout ?? ""),
      said: (shown?.stderr ?? "").trim().slice(-SAID),
    };
  } catch (error) {
    if (error instanceof NotGiven) return { untried: error.message };
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
