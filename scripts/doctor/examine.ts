import type { ClientSubject, Subject } from "../../core/subject.ts";
import type { OpenDoors } from "../../probes/http/doors.ts";
import type { Settings } from "../run/settings.ts";
import { acts, hubService, people, policies } from "./declared.ts";
import * as drivers from "./drivers.ts";
import { type Finding, tried } from "./finding.ts";
import { browserFinding, clockFinding, hostFinding, hostsOf, secretFindings } from "./surroundings.ts";

/** Milliseconds that one thing may take: the whole page is there in under ten seconds. */
const MOST_MS = 8000;

export interface Part {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Tries everything that a run of this subject will need, each thing alone and all at once. Changes nothing. */
export const examine = async (
  settings: Settings,
  subject: Subject,
  doors: OpenDoors,
): Promise<readonly Part[]> => {
  const hosts = Promise.all(
    hostsOf(subject).map((host) => tried(`host ${host}`, MOST_MS, () => hostFinding(doors, host))),
  );
  const clock = tried("clock", MOST_MS, () => clockFinding(doors, subject.hub.endpoints.discovery));
  const ofClient = (client: ClientSubject) => [
    people(client),
    tried("hub login", MOST_MS, () => drivers.login(doors, client)),
    tried("RLS probe", MOST_MS, () => drivers.rlsProbe(doors, client)),
    tried("policies", MOST_MS, () => policies(doors, client)),
    tried("organisation switch", MOST_MS, () => drivers.orgSwitch(doors, client)),
    tried("provider admin", MOST_MS, () => drivers.providerAdmin(doors, client)),
    tried("hub operator", MOST_MS, () => drivers.operator(doors, client)),
    tried("hub service token", MOST_MS, () => hubService(doors, client)),
    ...acts(client),
  ];
  const driven = subject.kind === "client" ? ofClient(subject) : [];
  const [browser, reached, time, tried_, tripwire] = await Promise.all([
    browserFinding(),
    hosts,
    clock,
    Promise.all(driven),
    subject.kind === "client"
      ? tried("tripwire", MOST_MS, () => drivers.tripwire(doors, subject))
      : undefined,
  ]);
  return [
    { title: "This machine", findings: [browser, time] },
    { title: "Hosts", findings: reached },
    { title: "Secrets", findings: secretFindings(settings, [subject]) },
    { title: "Drivers", findings: [...tried_, ...(tripwire ? [tripwire] : [])] },
  ].filter(({ findings }) => findings.length > 0);
};
