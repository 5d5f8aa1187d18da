import { randomBytes } from "node:crypto";
import type { Exchange } from "../../core/doors.ts";
import type { TripwireLogin } from "../../core/evidence/tripwire.ts";
import { noteSession } from "../adapters/opened.ts";
import { type SpokeBrowser, spokeBrowser } from "../adapters/spoke-browser.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import type { Kit } from "./kit.ts";
import type { Registered } from "./registered.ts";
import type { Script } from "./script.ts";

/** A spoke must give up on a provider that says nothing within this time. */
export const PATIENCE_MS = 25_000;

const brief = ({ seen: { exchange, status, error, ms } }: Exchange) => ({
  ...(exchange !== undefined && { exchange }),
  ...(status !== undefined && { status }),
  ...(error && { error }),
  ...(ms !== undefined && { ms }),
});

/** Where the browser was sent, without what must stay secret. */
const landedAt = (url: URL): NonNullable<TripwireLogin["landed"]> => {
  const both = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))];
  const of = (name: string) => both.find(([one]) => one === name)?.[1];
  const said = { error: of("error"), code: of("error_code"), description: of("error_description") };
  return {
    origin: url.origin,
    params: [...new Set(both.map(([name]) => name))].sort(),
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
  };
};

export const newPerson = ({ domain }: Kit): { readonly sub: string; readonly email: string } => {
  const id = randomBytes(6).toString("hex");
  return { sub: `gate-${id}`, email: `u-${id}@${domain}` };
};

/** What a login leaves behind for the next step: never evidence. */
export interface Done {
  readonly seen: TripwireLogin;
  readonly token: string | undefined;
  /** the address that led back to the spoke */
  readonly back: URL | undefined;
  readonly verifier: string;
  readonly browser: SpokeBrowser;
}

/** Goes to the spoke's callback as the browser that began the login does, and asks the spoke who came of it. */
export const comeBack = async (
  { login, doors, subject }: Kit,
  browser: SpokeBrowser,
  back: URL,
  verifier: string,
): Promise<
  Pick<TripwireLogin, "callback" | "landed" | "session" | "own" | "user"> & { token?: string; at?: URL }
> => {
  const { exchange: callback, to: at } = await browser.go(back.href, { timeoutMs: PATIENCE_MS });
  const { headers, body } = callback.seen;
  const token = at && (await login.session(at, verifier));
  const shown = {
    callback: { ...brief(callback), ...(headers && { headers }), ...(body && { body: body.slice(0, 2000) }) },
    ...(at && { landed: landedAt(at), at }),
    session: token !== undefined,
  };
  if (token === undefined) return shown;
  noteSession(doors, { spoke: subject.id, whose: "an identity of the tripwire", token });
  const own = await login.whoAmI(token);
  const user = spokeStateOf(subject, doors).idIn(own.json);
  return { ...shown, token, own: brief(own), ...(user !== undefined && { user }) };
};

/** One login through the tripwire, by this script. */
export const logIn = async (kit: Kit, { face, identifier }: Registered, script: Script): Promise<Done> => {
  const { doors, login, tripwire } = kit;
  const from = performance.now();
  const person = script.person ?? newPerson(kit);
  const about = { name: script.name, sent: script.sent, ...person };
  const begun = login.begin(identifier);
  face.phase = "start";
  const browser = spokeBrowser(kit.subject, doors);
  const { exchange: start, to } = await browser.go(begun.url);
  const agreed = to && tripwire.consent(face, to, script, person, doors.taint);
  const ended = () => ({ ms: Math.round((performance.now() - from) * 10) / 10 });
  if (!agreed) {
    const sentTo = to && (start.status ?? 0) < 400 ? { sentTo: to.origin + to.pathname } : {};
    const seen = { ...about, start: brief(start), ...sentTo, session: false, ...ended() };
    return { seen, token: undefined, back: undefined, verifier: begun.verifier, browser };
  }
  const { back, ticket, sentTo } = agreed;
  face.phase = "callback";
  const {
    token,
    at: _,
    ...came
  } = script.verifier === undefined
    ? await comeBack(kit, browser, back, begun.verifier)
    : await comeBack(kit, spokeBrowser(kit.subject, doors), back, script.verifier);
  const seen: TripwireLogin = {
    ...about,
    start: brief(start),
    sentTo,
    asked: {
      state: to.searchParams.has("state"),
      nonce: to.searchParams.has("nonce"),
      redirect: to.searchParams.get("redirect_uri") ?? "",
    },
    touched: [...ticket.touched],
    client: [...ticket.client],
    pkce: { ...ticket.pkce },
    ...came,
    ...ended(),
  };
  return { seen, token, back, verifier: begun.verifier, browser };
};
