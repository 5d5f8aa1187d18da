import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Name } from "../../core/evidence/index.ts";
import type { Gatherer, Look } from "../../core/probe.ts";
import type { Kind } from "../../core/subject.ts";
import type { Dialled } from "../browser/proxy.ts";
import type { Watch } from "./watch.ts";

/** A browser context of its own, watched from its first request, with every host it dialled. */
export interface Session {
  readonly context: BrowserContext;
  readonly watch: Watch;
  readonly dialled: () => readonly Dialled[];
  /** Takes the network away from it, open connections included. */
  readonly cut: () => void;
}

/** A test person as the login page asks for them. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** the one-time code of now, where they have a second factor */
  readonly code?: () => string;
}

export interface Stroll<P extends Name, K extends Name, Ks extends Kind> extends Look<P, K, Ks> {
  /** Opens a fresh context, in another browser where one is given; it is closed when the journey ends. */
  readonly open: (browser?: Browser) => Promise<Session>;
  /** Whether anybody asked for one of these pieces: a part of the journey that nobody asked for is left out. */
  readonly wants: (...names: P[]) => boolean;
  /** A test person of the contract, by id. Throws NotGiven where the password is not given. */
  readonly user: (id: string) => Person;
  /**
   * A picture of the page for the report, secrets masked; `name` becomes part of a file name. `hop`: how many requests
   * of the first login came before it.
   */
  readonly shot: (page: Page, name: string, caption: string, hop?: number) => Promise<void>;
}

/**
 * A probe that drives a browser. It never throws for what the system under test does: that is evidence, or `missed`
 * with the reason. What it does throw is our own failure.
 */
export interface Journey<P extends Name = Name, K extends Name = Name, Ks extends Kind = Kind>
  extends Gatherer<P, K, Ks> {
  readonly walk: (stroll: Stroll<P, K, Ks>) => Promise<void>;
}

/** A journey as the engine sees it. */
export interface AnyJourney extends Gatherer {
  readonly walk: (stroll: never) => Promise<void>;
}

export const defineJourney = <const P extends Name, const Ks extends Kind, const K extends Name = never>(
  journey: Journey<P, K, Ks>,
): AnyJourney => journey;
