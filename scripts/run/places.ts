import { addressOf } from "../../core/doors.ts";
import { sha256 } from "../../core/manifest.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import { restsOnHub, type Subject } from "../../core/subject.ts";

type Spoke = SpokesFile["spokes"][number];

/** Where a spoke keeps what a run may change. */
const originOf = (spoke: Spoke): string => {
  if (spoke.kind === "client") return spoke.backend.url;
  return spoke.kind === "tenant-api" ? `https://${spoke.host}` : spoke.app;
};

/**
 * Tells one place from every other by what is really dialled: other settings, or another target of the same ones, may
 * reach the same hub or backend by another name, or another one by the same name.
 */
export const placesOf = (file: SpokesFile, target: string) => {
  const resolve = file.targets[target]?.resolve ?? {};
  const place = (url: string): string => {
    const { hostname, port } = new URL(url);
    return sha256(JSON.stringify([url, addressOf(resolve, hostname, Number(port) || 443) ?? null])).slice(
      0,
      16,
    );
  };
  /** where what belongs to this subject is kept; the hub's own place for the hub */
  const of = (id: string): string => {
    const spoke = file.spokes.find((one) => one.id === id);
    return place(spoke ? originOf(spoke) : file.hub.public_url);
  };
  /**
   * Everything that a run changes: the spoke's own place, its peer's, and the hub's, whose test people all its spokes
   * share. In an order that is the same for every run, so that two of them never wait for each other.
   */
  const shared = (subject: Subject): readonly string[] => {
    const peer = subject.kind === "client" ? subject.peer : undefined;
    const hub = subject.kind === "hub" || restsOnHub(subject) ? [of("hub")] : [];
    return [...new Set([of(subject.id), ...hub, ...(peer ? [of(peer.id)] : [])])].sort();
  };
  return { of, shared };
};
