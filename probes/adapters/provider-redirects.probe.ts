import type { Attempt } from "../../core/evidence/piece.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { spokeStateOf } from "./spoke-state.ts";

const EVIL = "gates-foreign.example";

/** Addresses that look like the app's to a careless comparison. None is ever visited. */
const corpus = (app: string): readonly (readonly [string, string])[] => {
  const { host, hostname, protocol } = new URL(app);
  return [
    ["another host", `https://${EVIL}/`],
    ["another host, app in the path", `https://${EVIL}/${host}`],
    ["another host, app in the query", `https://${EVIL}/?${app}`],
    ["another host, app in the fragment", `https://${EVIL}/#${app}`],
    ["host with the app as prefix", `https://${host}.${EVIL}/`],
    ["host with the app as suffix", `https://gates${host}/`],
    ["userinfo", `https://${host}@${EVIL}/`],
    ["userinfo with password", `https://${host}:443@${EVIL}/`],
    ["encoded userinfo", `https://${host}%40${EVIL}/`],
    ["no scheme", `//${EVIL}/`],
    ["three slashes", `///${EVIL}/`],
    ["backslashes", `\\\\${EVIL}\\`],
    ["slash and backslash", `/\\${EVIL}/`],
    ["backslash after the app", `${app}\\@${EVIL}/`],
    ["scheme without slashes", `https:${EVIL}/`],
    ["one slash", `https:/${EVIL}/`],
    ["encoded slashes", `https:%2F%2F${EVIL}%2F`],
    ["encoded twice", `https%253A%252F%252F${EVIL}%252F`],
    ["plain http", `http://${host}/`],
    ["another port", `${protocol}//${hostname}:8443/`],
    ["trailing dot", `https://${hostname}./`],
    ["look-alike letters", `https://${hostname.replace("a", "\u0430")}/`],
    ["full-width dot", `https://${hostname.replace(".", "\uff0e")}.${EVIL}/`],
    ["tab in the host", `https://${EVIL}\t/`],
    ["line break", `${app}\r\nLocation: https://${EVIL}/`],
    ["null byte", `https://${EVIL}\u0000.${host}/`],
    ["javascript", "javascript:alert(document.domain)"],
    ["data", "data:text/html,gates"],
    ["nested", `${app}.${EVIL}/?redirect_to=${app}`],
    ["leading space", ` https://${EVIL}/`],
  ];
};

/**
 * Starts a login with each `redirect_to` and lets the callback end it at once, as a provider does that was refused:
 * where the backend then sends the browser is where it would send a session.
 */
export default defineProbe({
  title: "starts logins that ask to come back to foreign addresses",
  kinds: ["client"],
  produces: ["entry.redirects"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const { app, callback } = (subject as ClientSubject).spoke;
    const state = spokeStateOf(subject, doors);
    const tried = async (name: string, sent: string): Promise<Attempt> => {
      const begun = await doors.http.send(state.startUrl(sent));
      const carried = URL.parse(begun.headers.location ?? "")?.searchParams.get("state");
      if (!carried) return { name, sent, answer: begun.seen };
      doors.taint(carried, "state");
      const query = new URLSearchParams({ error: "access_denied", state: carried });
      const { headers, seen } = await doors.http.send(`${callback}?${query}`);
      const target = URL.parse(headers.location ?? "", callback);
      const landed = target
        ? `${target.protocol}//${target.host}${target.pathname.slice(0, 200)}`
        : undefined;
      return { name, sent, answer: seen, walk: { hops: [begun.seen, seen], ...(landed && { landed }) } };
    };
    const [control, ...cases] = await Promise.all([
      tried("the app itself", app),
      ...corpus(app).map(([name, sent]) => tried(name, sent)),
    ]);
    saw("entry.redirects", { control: { attempts: control ? [control] : [] }, cases: { attempts: cases } });
  },
});
