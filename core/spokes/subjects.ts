import type { Contract } from "../contract.ts";
import type { ClientSubject, Hub, RegisteredClient, Subject } from "../subject.ts";
import type { AccountHomeSpoke, ClientSpoke, HubSettings, Spoke, SpokesFile } from "./schema.ts";

export { declaredHosts } from "./hosts.ts";
export { type SecretRef, secretRefs } from "./secret-refs.ts";

const hubAt = (settings: HubSettings, issuer: string | undefined): Hub => {
  const at = (path: string) => `${settings.public_url}${path}`;
  const { discovery, authorization, token, userinfo, jwks, logout } = settings.endpoints;
  return {
    ...settings,
    publicHost: new URL(settings.public_url).host,
    issuer,
    endpoints: {
      discovery: at(discovery),
      authorization: at(authorization),
      token: at(token),
      userinfo: at(userinfo),
      jwks: at(jwks),
      logout: at(logout),
    },
  };
};

/** The declared one, else the pilot. */
const peerOf = ({ spokes }: SpokesFile, { id, peer }: ClientSpoke): ClientSpoke | undefined =>
  spokes
    .filter((one) => one.kind === "client")
    .find((one) => one.id !== id && (peer === undefined ? one.pilot : one.id === peer));

const homeOf = ({ hub, spokes }: SpokesFile): AccountHomeSpoke | undefined =>
  spokes.filter((one) => one.kind === "account-home").find(({ app }) => app === hub.account_home);

const registeredIn = ({ spokes }: SpokesFile): RegisteredClient[] =>
  spokes
    .filter((one) => one.kind === "client")
    .map(({ id, callback, client, provider }) => ({ id, callback, client, provider }));

/**
 * Everything under test on one target: the hub first (id "hub"), then each spoke in the file's order.
 * Throws when the file has no such target.
 */
export const resolveSubjects = (file: SpokesFile, contract: Contract, targetName: string): Subject[] => {
  const target = Object.hasOwn(file.targets, targetName) ? file.targets[targetName] : undefined;
  if (target === undefined) throw new Error(`spokes.yaml has no target ${JSON.stringify(targetName)}`);
  const common = {
    hub: hubAt(file.hub, target.issuer),
    contract,
    target: {
      name: targetName,
      readOnly: target.read_only,
      ...(target.carry_over_from !== undefined && { carryOverFrom: target.carry_over_from }),
      allowWrites: target.allow_writes,
      ...(target.baseline && { baseline: target.baseline }),
      ...(target.tripwire && { registersBy: target.tripwire.registration }),
      ...(target.tripwire?.email_domain && { emailDomain: target.tripwire.email_domain }),
      ...(target.inbox && { inbox: target.inbox }),
    },
  };
  const subjectOf = (spoke: Spoke): Subject => {
    const named = { ...common, id: spoke.id, name: spoke.name };
    if (spoke.kind === "client") {
      const vendor_host = target.vendor_hosts[spoke.id] ?? spoke.backend.vendor_host;
      const backend = { ...spoke.backend, ...(vendor_host !== undefined && { vendor_host }) };
      const peer = peerOf(file, spoke);
      const restart = target.restarts[spoke.id];
      const rotateKey = target.key_rotations[spoke.id];
      return {
        ...named,
        kind: spoke.kind,
        spoke: { ...spoke, backend },
        ...(peer && { peer }),
        ...(file.browsers.length > 0 && { browsers: file.browsers }),
        ...(restart && { restart }),
        ...(rotateKey && { rotateKey }),
      };
    }
    if (spoke.kind === "handoff") {
      const home = homeOf(file);
      return { ...named, kind: spoke.kind, spoke, ...(home && { home }) };
    }
    if (spoke.kind === "account-home") {
      const handoffs = file.spokes.filter((one) => one.kind === "handoff");
      return { ...named, kind: spoke.kind, spoke, clients: registeredIn(file), handoffs };
    }
    return { ...named, kind: spoke.kind, spoke };
  };
  return [{ ...common, id: "hub", name: file.hub.name, kind: "hub" }, ...file.spokes.map(subjectOf)];
};

export interface ProviderEndpoints {
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
}

/** The manual endpoints as they should stand in the spoke's provider form: what it states, else the hub's public ones. */
export const providerEndpoints = ({ hub, spoke }: ClientSubject): ProviderEndpoints => {
  const stated = spoke.provider.endpoints;
  return {
    authorization: stated.authorization ?? hub.endpoints.authorization,
    token: stated.token ?? hub.endpoints.token,
    userinfo: stated.userinfo ?? hub.endpoints.userinfo,
    jwks: stated.jwks ?? hub.endpoints.jwks,
  };
};

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/**
 * The same endpoint on the issuer's host: the origin is swapped, everything after it stays byte for byte.
 * Undefined when either is not an absolute URL.
 */
export const backendTwin = (url: string, issuer: string): string | undefined => {
  const origin = ORIGIN.exec(issuer)?.[0];
  return origin !== undefined && ORIGIN.test(url) ? url.replace(ORIGIN, () => origin) : undefined;
};
