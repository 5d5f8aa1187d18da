import { returnUrlOf } from "./home-schema.ts";
import type { SpokesFile } from "./schema.ts";

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined);

const hostsOfSpoke = (spoke: SpokesFile["spokes"][number]): (string | undefined)[] => {
  switch (spoke.kind) {
    case "client":
      return [
        hostOf(spoke.app),
        hostOf(spoke.backend.url),
        hostOf(spoke.callback),
        ...Object.values(spoke.provider.endpoints).map((url) => hostOf(url ?? "")),
      ];
    case "handoff":
      return [hostOf(spoke.app), hostOf(returnUrlOf(spoke))];
    case "account-home":
      return [hostOf(spoke.app)];
    case "tenant-api":
      return [spoke.host, `*.${spoke.host}`];
  }
};

/** Switch of organisation and operator's calls may live beside the endpoints. */
const hostsOfCalls = ({ org_switch, operator }: SpokesFile["hub"]): (string | undefined)[] => {
  const { bearer: _, ...calls } = operator ?? {};
  return [org_switch, ...Object.values(calls)].map((call) => hostOf(call?.url ?? ""));
};

const hostsOfHeartbeat = ({ heartbeat }: SpokesFile["hub"]): (string | undefined)[] => {
  const { admin, hub, endpoint, footer, ingest } = heartbeat ?? {};
  return [admin, hub, endpoint?.url, footer?.url, ingest?.url].map((url) => hostOf(url ?? ""));
};

const inboxHost = (inbox: SpokesFile["targets"][string]["inbox"]): string | undefined =>
  hostOf(inbox?.url.replace(/\{\w+\}/g, "x") ?? "");

/** Every host, or `*.suffix` pattern, that the harness may contact: each once, in the file's order, without ports. */
export const declaredHosts = ({ hub, targets, spokes }: SpokesFile): string[] => {
  const all = [
    hostOf(hub.public_url),
    ...hub.backend_hosts,
    hostOf(hub.account_home),
    ...hostsOfHeartbeat(hub),
    ...hostsOfCalls(hub),
    hostOf(hub.service?.works_at ?? ""),
    ...Object.values(targets).flatMap(({ issuer, inbox, restarts, key_rotations }) => [
      hostOf(issuer ?? ""),
      inboxHost(inbox),
      ...[restarts, key_rotations].flatMap((acts) => Object.values(acts).map(({ url }) => hostOf(url ?? ""))),
    ]),
    ...spokes.flatMap(hostsOfSpoke),
  ];
  return [...new Set(all.filter((host) => host !== undefined))];
};
