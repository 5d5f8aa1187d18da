import { join } from "node:path";
import type { Doors } from "../../core/doors.ts";
import { secretRefs } from "../../core/spokes/subjects.ts";
import type { Subject } from "../../core/subject.ts";
import { findBrowser } from "../../probes/browser/find.ts";
import { lookAtTls } from "../../probes/tls/look.ts";
import { ROOT } from "../paths.ts";
import type { Settings } from "../run/settings.ts";
import { type Finding, notGiven, works, wrong } from "./finding.ts";

const DAY = 86_400_000;
const MOST_SKEW_MS = 30_000;

/** The hosts that a run of this subject dials, each once. */
export const hostsOf = (subject: Subject): readonly string[] => {
  const { hub } = subject;
  const urls = [hub.public_url, hub.issuer, hub.account_home];
  if (subject.kind === "client") urls.push(subject.spoke.app, subject.spoke.backend.url);
  if (subject.kind === "handoff" || subject.kind === "account-home") urls.push(subject.spoke.app);
  const hosts = urls.flatMap((url) =>
    url !== undefined && URL.canParse(url) ? [new URL(url).hostname] : [],
  );
  if (subject.kind === "tenant-api") hosts.push(`${subject.spoke.tenants.first}.${subject.spoke.host}`);
  return [...new Set(hosts)];
};

export const browserFinding = async (): Promise<Finding> => {
  const name = "browser";
  try {
    const { from } = await findBrowser({ env: process.env, cache: join(ROOT, ".cache") });
    return works(name, from);
  } catch (error) {
    return wrong(name, "none can be started here", (error as Error).message);
  }
};

/** Name, connection and certificate of one host, as a run would meet them. */
export const hostFinding = async (doors: Doors, host: string): Promise<Finding> => {
  const name = `host ${host}`;
  const { error, authorized, code, validTo, protocol, issuer } = await lookAtTls(doors.reach, host);
  if (error) {
    const unresolved = error.code === "ENOTFOUND" || error.code === "EAI_AGAIN";
    return wrong(
      name,
      `${error.code ?? "no connection"}: ${error.message ?? ""}`,
      unresolved
        ? "its name does not resolve here: wait for DNS, or name its address under targets.<target>.resolve"
        : "see that it is up and reachable from here, or name its address under targets.<target>.resolve",
    );
  }
  if (!authorized) {
    return wrong(
      name,
      `its certificate is not trusted (${code ?? "no reason"}, signed by ${issuer ?? "nobody"})`,
      "mend the certificate, or name its authority under targets.<target>.ca_file",
    );
  }
  const days = validTo === undefined ? undefined : Math.floor((Date.parse(validTo) - Date.now()) / DAY);
  return works(name, `${protocol}, certificate for ${days ?? "?"} more days`);
};

export const clockFinding = async (doors: Doors, url: string): Promise<Finding> => {
  const name = "clock";
  const { headers, seen } = await doors.http.send(url);
  const theirs = Date.parse(headers.date ?? "");
  if (!Number.isFinite(theirs)) {
    return notGiven(
      name,
      `${new URL(url).host} says no time (${seen.error?.code ?? "no Date header"})`,
      "nothing: the run reads it from tokens",
    );
  }
  const off = Math.round((theirs + 500 - Date.now()) / 1000);
  return Math.abs(off) * 1000 <= MOST_SKEW_MS
    ? works(name, `within ${Math.max(1, Math.abs(off))} s of the hub's`)
    : wrong(
        name,
        `${Math.abs(off)} s ${off > 0 ? "behind" : "ahead of"} the hub's`,
        "set this machine's clock (NTP)",
      );
};

/** Which secrets are there, which are not, by name; never a value. */
export const secretFindings = (settings: Settings, subjects: readonly Subject[]): Finding[] =>
  secretRefs(settings.file, settings.contract, subjects).map(({ name, purpose, path }) =>
    process.env[name]
      ? works(`secret ${name}`, purpose)
      : notGiven(
          `secret ${name}`,
          `${purpose} (${path})`,
          `set ${name}, or ${name}_FILE to a file that holds it, or put it into .env beside the spokes file`,
        ),
  );
