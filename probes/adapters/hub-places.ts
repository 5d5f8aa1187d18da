import type { Doors, Exchange } from "../../core/doors.ts";
import type { Hub } from "../../core/subject.ts";
import { supabaseAuthHub } from "./supabase-auth/hub.ts";

/** A place of a hub beside what OpenID Connect names, where a bearer might read or write more than it should. */
export interface HubPlace {
  readonly name: string;
  /** what is sent, in the hub's own words */
  readonly sent: string;
  readonly ask: (bearer: string) => Promise<Exchange>;
}

/** Port: what a hub keeps beside its standard endpoints. */
export interface HubPlaces {
  /** where an administrator's key would open something */
  readonly forAdmins: readonly HubPlace[];
  /** a GET with this bearer as an administrator's key is sent there */
  readonly asAdmin: (url: string, bearer: string) => Promise<Exchange>;
  /** the person's own record written with a client's token; `undefined` takes it out again */
  readonly writeRecord: {
    readonly sent: string;
    readonly write: (bearer: string, value: string | undefined) => Promise<Exchange>;
  };
}

/** Asked at every hub: one of another make has no such places, and answers that there is nothing. */
export const hubPlaces = (hub: Hub, doors: Doors): HubPlaces => supabaseAuthHub(hub, doors);
