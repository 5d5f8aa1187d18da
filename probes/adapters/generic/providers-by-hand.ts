import { type Doors, NotGiven, type Person } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { NewProvider, ProviderAdmin, Taken } from "../provider-admin.ts";
import { spokeBrowser } from "../spoke-browser.ts";
import { spokeStateOf } from "../spoke-state.ts";

/** How often it is looked whether a person has done it: at once for who is quick, then now and then; and for how long. */
const FIRST_LOOK_MS = 50;
const LOOK_MS = 2000;
const PATIENCE_MS = 15 * 60_000;

/** Every value that goes into a form, one a line, so that it can be copied. */
export const sheetOf = (made: NewProvider, real: string): string =>
  [
    "",
    "Please register one more custom OIDC provider at the spoke's backend:",
    ...Object.entries({
      "provider id": made.identifier,
      "auto-discovery": "OFF",
      issuer: made.issuer,
      "authorization endpoint": made.authorization,
      "token endpoint": made.token,
      "userinfo endpoint": made.userinfo,
      "JWKS endpoint": made.jwks,
      "client id": made.clientId,
      "client secret": made.clientSecret,
    }).map(([name, value]) => `  ${name.padEnd(24)} ${value}`),
    `Everything else as ${real} has it: scopes, PKCE, users without e-mail, mappings.`,
  ].join("\n");

/** Settles true as soon as a login with this provider leads to one of these addresses (or, unwanted, no longer does). */
const untilStarts = async (
  subject: ClientSubject,
  doors: Doors,
  url: string,
  origin: string,
  wanted: boolean,
  over: AbortSignal,
): Promise<boolean> => {
  const end = doors.now().getTime() + PATIENCE_MS;
  for (
    let pause = FIRST_LOOK_MS;
    !over.aborted && doors.now().getTime() < end;
    pause = Math.min(2 * pause, LOOK_MS)
  ) {
    const { to } = await spokeBrowser(subject, doors).go(url);
    if ((to?.origin === origin) === wanted) return true;
    await new Promise((resume) => setTimeout(resume, pause));
  }
  return false;
};

/** Any backend: a person at the terminal does what an admin API would do, and nothing is read back. */
export const providersByHand = (subject: ClientSubject, doors: Doors): ProviderAdmin => {
  const { id, provider } = subject.spoke;
  const origins = new Map<string, string>();
  const unread = (): never => {
    throw new NotGiven(
      `nobody can read back what the backend of ${id} keeps as its providers`,
      "set backend.service_key in spokes.yaml, or attest how the provider is stored",
    );
  };
  const person = (): Person => {
    if (doors.person) return doors.person;
    throw new NotGiven(
      `the tripwire must be registered at ${id} by hand, and there is nobody to ask`,
      "run it in a terminal, or set backend.service_key in spokes.yaml",
    );
  };
  /** Waits for the deed itself, and for a word of the person who cannot do it. */
  const done = async (identifier: string, question: string, wanted: boolean): Promise<string | undefined> => {
    const { url } = spokeStateOf(subject, doors).login().begin(identifier);
    const over = new AbortController();
    const seen = untilStarts(subject, doors, url, origins.get(identifier) ?? "", wanted, over.signal);
    // an empty line says nothing: what counts is whether it can be seen
    const asked = person()
      .ask(question, over.signal)
      .then((line) => (line.trim() === "" ? new Promise<never>(() => {}) : line.trim()));
    const first = await Promise.race([seen.then((one) => (one ? "" : "nothing happened")), asked]);
    over.abort();
    return first === "" ? undefined : first;
  };
  return {
    by: "person",
    list: async () => unread(),
    register: async (made): Promise<Taken> => {
      doors.taint(made.clientSecret, "tripwire client secret");
      origins.set(made.identifier, new URL(made.issuer).origin);
      person().show(sheetOf(made, provider.id));
      const said = await done(
        made.identifier,
        "It goes on by itself once a login with it starts. Refused? Type what the backend said: ",
        true,
      );
      const { clientSecret: _, clientId: client, discovery: __, ...sent } = made;
      const taken = { seen: {}, sent: { ...sent, client } };
      return said === undefined ? { ...taken, ok: true } : { ...taken, ok: false, said };
    },
    switchOff: async () => ({}),
    remove: async (identifier) => {
      if (!origins.has(identifier)) return {};
      person().show(
        `\nPlease remove the provider ${identifier} again, and every user who came in through it.`,
      );
      await done(identifier, "It goes on by itself once no login with it starts any more. ", false);
      origins.delete(identifier);
      return {};
    },
  };
};
