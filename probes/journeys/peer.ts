import type { ClientSubject } from "../../core/subject.ts";

/** The other declared spoke as a subject of its own; undefined where there is none. */
export const peerOf = (subject: ClientSubject): ClientSubject | undefined => {
  const { peer, ...rest } = subject;
  return peer && { ...rest, id: peer.id, name: peer.name, spoke: peer };
};
