import { blockedBy, defineCheck, eachCase, type Judgement, same } from "../../../core/check.ts";
import type { Login } from "../../../core/evidence/browser.ts";
import { hostOf } from "../../../core/hosts.ts";
import { alsoIn } from "../../../core/other-browsers.ts";
import type { ClientSubject } from "../../../core/subject.ts";

const judgeLogin = (login: Login, { hub, spoke }: ClientSubject): Judgement => {
  if (login.ended === "no button") return blockedBy("provider/one-button", "there was nothing to click");
  const hops = login.hops ?? [];
  const visited = (holds: (url: string) => boolean) =>
    hops.some(({ url }) => url !== undefined && holds(url));
  const home = hostOf(hub.account_home);
  const last = hops.findLast(({ navigation }) => navigation === true);
  const where = last ? `${last.method} ${last.url}` : spoke.app;
  const steps = [
    {
      name: "went to Cargo",
      expected: true,
      actual: visited((url) => [hub.publicHost, home].includes(hostOf(url))),
    },
    {
      name: "came back by the callback",
      expected: true,
      actual: visited((url) => url.split(/[?#]/)[0] === spoke.callback),
    },
    { name: "landed at the app", expected: hostOf(spoke.app), actual: hostOf(login.landed) },
    {
      name: "ended",
      expected: "signed in",
      actual: login.said ? `${login.ended}: ${login.said}` : login.ended,
    },
  ];
  return eachCase(
    steps,
    ({ name }) => name,
    ({ name, expected, actual }) => same(`${name} (${where})`, expected, actual),
  );
};

export default defineCheck({
  level: "required",
  title: "One click leads through Cargo and the branded callback back to the app, signed in",
  failureTitle: "A login does not come back to the app signed in",
  why: "This is the whole federation in one breath: button, Cargo, the spoke's own callback, native session, dashboard. Where it breaks, nobody gets in.",
  remedy:
    "Spoke: read the text the page showed and the last hop below; most often the callback, the client secret or the issuer in the provider form is not what the hub has.",
  sources: ["S0:step-9", "S2:flow"],
  kinds: ["client"],
  needs: ["browser.login", "browsers.others"],
  judge: ({ browser: { login }, browsers: { others } }, subject) =>
    alsoIn(judgeLogin(login, subject), subject, others, (seen) => judgeLogin(seen.login ?? {}, subject)),
});
