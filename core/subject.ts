import type { Contract } from "./contract.ts";
import type { OtherBrowser } from "./spokes/browsers-schema.ts";
import type {
  AccountHomeSpoke,
  Act,
  Baseline,
  ClientSpoke,
  HandoffSpoke,
  HubSettings,
  InboxSettings,
  TenantApiSpoke,
} from "./spokes/schema.ts";

export type Kind = "client" | "handoff" | "account-home" | "tenant-api" | "hub";

/** The hub as this target reaches it: every path made an absolute URL. */
export interface Hub extends Omit<HubSettings, "endpoints"> {
  /** host of the public auth domain, e.g. "auth.cargo.ac" */
  readonly publicHost: string;
  /** the issuer that spokes.yaml states for this target; undefined where Cargo has not confirmed it */
  readonly issuer: string | undefined;
  /** absolute URLs on the public domain */
  readonly endpoints: Readonly<Record<keyof HubSettings["endpoints"], string>>;
}

/** A person whose login the harness may use, with the truth about them per organisation. */
export type { TestUser } from "./contract.ts";

interface SubjectBase {
  readonly id: string;
  readonly name: string;
  readonly hub: Hub;
  readonly contract: Contract;
  readonly target: {
    readonly name: string;
    readonly readOnly: boolean;
    readonly allowWrites: boolean;
    readonly baseline?: Baseline;
    /** the target whose tripwire evidence counts here too */
    readonly carryOverFrom?: string;
    /** who registers the tripwire there; undefined: the target has none */
    readonly registersBy?: "api" | "person";
    /** domain of the identities that the harness makes there, where it is not the harness's own */
    readonly emailDomain?: string;
    readonly inbox?: InboxSettings;
  };
}
export interface HubSubject extends SubjectBase {
  readonly kind: "hub";
}
export interface ClientSubject extends SubjectBase {
  readonly kind: "client";
  readonly spoke: ClientSpoke;
  /** another client spoke, whose client and tokens must be nothing here */
  readonly peer?: ClientSpoke;
  /** browsers that its login is walked in beside the harness's own */
  readonly browsers?: readonly OtherBrowser[];
  /** how its backend is restarted on this target; undefined where nobody declared it */
  readonly restart?: Act;
  /** how its backend comes to sign with another key on this target; undefined where nobody declared it */
  readonly rotateKey?: Act;
}
/** A client spoke as the hub knows it: what an authorization request of its needs. */
export type RegisteredClient = Pick<ClientSpoke, "id" | "callback" | "client" | "provider">;

export interface HandoffSubject extends SubjectBase {
  readonly kind: "handoff";
  readonly spoke: HandoffSpoke;
  /** where it hands its users to: the spoke that is the hub's account home */
  readonly home?: AccountHomeSpoke;
}
export interface AccountHomeSubject extends SubjectBase {
  readonly kind: "account-home";
  readonly spoke: AccountHomeSpoke;
  /** every client spoke: sign-out here signs out of all of them */
  readonly clients: readonly RegisteredClient[];
  /** every app that hands its users to it */
  readonly handoffs: readonly HandoffSpoke[];
}
export interface TenantApiSubject extends SubjectBase {
  readonly kind: "tenant-api";
  readonly spoke: TenantApiSpoke;
}

/** One thing under test, with everything a pure function may know about it: settings, contract, target. No secrets. */
export type Subject = HubSubject | ClientSubject | HandoffSubject | AccountHomeSubject | TenantApiSubject;
export type SubjectOf<K extends Kind> = Extract<Subject, { readonly kind: K }>;

/** Whether this kind signs people in through the hub. The package registry has tokens of its own (seed 004). */
export const restsOnHub = ({ kind }: Pick<Subject, "kind">): boolean => kind !== "tenant-api";

/** What is judged when this one is: itself, and the hub where it rests on it. */
export const judgedWith = (all: readonly Subject[], id: string): Subject[] => {
  const own = all.find((subject) => subject.id === id);
  return all.filter(({ id: one, kind }) => one === id || (kind === "hub" && own && restsOnHub(own)));
};
