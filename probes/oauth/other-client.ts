import { type Doors, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { ClientAuth } from "./exchange.ts";

/** A confidential client of the hub that is not the spoke's. */
export interface OtherClient {
  readonly id: string;
  readonly auth: Extract<ClientAuth, { readonly secret: string }>;
}

/** The hub's test client, else the spoke's peer. Throws NotGiven when there is none or its secret is not given. */
export const otherClient = (doors: Doors, { hub, peer }: ClientSubject): OtherClient => {
  const client = hub.test_client ?? peer?.client;
  if (!client) {
    throw new NotGiven(
      "there is no second client at the hub to try",
      "state hub.test_client, or a spoke's peer",
    );
  }
  return { id: client.id, auth: { how: client.auth_method, secret: doors.secret(client.secret) } };
};

/** Undefined where there is none. */
export const otherClientIfAny = (doors: Doors, subject: ClientSubject): OtherClient | undefined => {
  try {
    return otherClient(doors, subject);
  } catch (error) {
    if (error instanceof NotGiven) return undefined;
    throw error;
  }
};
