import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Place } from "../../core/evidence/home.ts";
import type { AccountHomeSubject } from "../../core/subject.ts";
import { callHub, done } from "../drivers/hub-call.ts";
import { inboxOf } from "../drivers/inbox.ts";
import { arrive, type Credentials, type HomeTab, randomSecret, send } from "./at-home.ts";
import { subjectIn } from "./session-tokens.ts";

export interface Account extends Credentials {
  /** the hub's id of it, where the page's storage told */
  readonly sub: string | undefined;
}
/** A sign-up and everything that came of it. */
export interface SignedUp {
  readonly account: Account;
  readonly sent: Place;
  /** host of the confirmation mail's link */
  readonly mail?: string;
  readonly confirmed?: Place;
}

/** What sends the sign-up form that is shown and follows the mail's link. Undefined: it cannot be done in this way. */
export interface Hands {
  readonly send: (account: Credentials) => Promise<Place | undefined>;
  readonly follow: (link: string) => Promise<Place | undefined>;
  /** the hub's id of the person who is signed in now, where it can be told */
  readonly sub: () => Promise<string | undefined>;
}

export interface Registrar {
  /** Signs a new person up from the sign-up screen that the tab shows, through the mail's link where one comes. */
  readonly signUp: (tab: HomeTab) => Promise<SignedUp>;
  /** The same with other hands. Undefined when they could not; the account, if there is one by then, is removed too. */
  readonly signUpBy: (hands: Hands) => Promise<SignedUp | undefined>;
  /** whether accounts can be removed without their id at the hub, with it, or not at all */
  readonly removes: "by address" | "by id" | "not";
  /** The next link in the mails of an account; undefined when none came. */
  readonly nextLink: (account: Credentials) => Promise<string | undefined>;
  /** Takes away every account that was made here; says what became of them. */
  readonly removeAll: () => Promise<string>;
}

/** Throws NotGiven where the target may not be written to, or no inbox tells what it mails. */
export const openRegistrar = (doors: Doors, subject: AccountHomeSubject): Registrar => {
  const { target, hub } = subject;
  if (!target.allowWrites) {
    throw new NotGiven(
      `the harness may not sign anybody up on ${target.name}`,
      `allow_writes of that target in spokes.yaml, or an attestation of the row`,
    );
  }
  const inbox = inboxOf(doors, subject);
  const { timeoutMs } = doors.reach;
  const followed = new Map<string, string[]>();
  const accounts: Account[] = [];
  const nextLink: Registrar["nextLink"] = async ({ email }) => {
    const known = followed.get(email) ?? [];
    const link = await inbox.nextLink(email, known, timeoutMs / 2);
    if (link !== undefined) followed.set(email, [...known, link]);
    return link;
  };

  const remove = async ({ email, sub }: Account): Promise<string | undefined> => {
    const { bearer, delete_user: call } = hub.operator ?? {};
    if (bearer === undefined || !call) return "hub.operator.delete_user and its bearer are not declared";
    if (sub === undefined && JSON.stringify(call).includes("{sub}")) return "its id at the hub is not known";
    const words = { email, sub: sub ?? "", user: "", org: "", app: "" };
    const answer = await callHub(doors, call, doors.secret(bearer), words);
    return done(answer) ? undefined : `the hub answered ${answer.status ?? "nothing"}`;
  };

  const signUpBy: Registrar["signUpBy"] = async (hands) => {
    const fresh = { email: inbox.newAddress(), password: randomSecret() };
    doors.taint(fresh.password, "password of a new account");
    const sent = await hands.send(fresh);
    const entered = sent === undefined || sent.ended === "left" || sent.ended === "dashboard";
    const link = entered ? undefined : await nextLink(fresh);
    const confirmed = link === undefined ? undefined : await hands.follow(link);
    const account: Account = { ...fresh, sub: await hands.sub() };
    accounts.push(account);
    if (sent === undefined || (link !== undefined && confirmed === undefined)) return undefined;
    return {
      account,
      sent,
      ...(link !== undefined && { mail: new URL(link).host }),
      ...(confirmed && { confirmed }),
    };
  };
  const { bearer: operator, delete_user: removal } = hub.operator ?? {};
  const byId = JSON.stringify(removal ?? "").includes("{sub}");

  return {
    nextLink,
    signUpBy,
    removes: operator === undefined || !removal ? "not" : byId ? "by id" : "by address",
    signUp: async (tab) => {
      const signedUp = await signUpBy({
        send: (account) => send(tab, account, "create_account"),
        follow: (link) => arrive(tab, link),
        sub: () => subjectIn(tab.page, tab.scene.session),
      });
      if (!signedUp) throw new Error("a browser always comes to some place");
      return signedUp;
    },
    removeAll: async () => {
      const left: string[] = [];
      for (const account of accounts.splice(0)) {
        const because = await remove(account);
        if (because !== undefined) left.push(`${account.email} (${because})`);
      }
      if (left.length === 0) return "removed";
      doors.say(`left behind at ${hub.account_home}: ${left.join(", ")}`);
      return `left behind: ${left.join(", ")}`;
    },
  };
};
