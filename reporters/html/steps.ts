import type { Hop } from "../../core/evidence/browser.ts";
import type { Report } from "../../core/report.ts";
import type { Subject } from "../../core/subject.ts";
import { classOf, type HostClass, hostWords, urlOf } from "../words/hosts.ts";

export interface Party {
  readonly host: string;
  readonly of: HostClass;
  readonly whose: string;
}

/** One request, from the host whose page or answer caused it. */
export interface Step {
  readonly from: Party;
  readonly to: Party;
  readonly label: string;
  /** status, or why there was none */
  readonly outcome: string;
  readonly wrong: boolean;
  /** its number among all requests of the login, from 1: the hop that exposures name */
  readonly hop: number;
}

const PERSON: Party = { host: "Browser", of: "browser", whose: "the person" };

const MOST = 40;
const DATA = new Set(["fetch", "xhr"]);

/** The requests that tell the story: navigations, calls of scripts to other hosts, and every call to a host that must not be seen. */
const toSteps = (subject: Subject, hops: readonly Hop[]): readonly Step[] => {
  let page = PERSON;
  const steps: Step[] = [];
  for (const [index, hop] of hops.entries()) {
    const url = urlOf(hop.url);
    if (!url) continue;
    const to: Party = {
      host: url.host,
      of: classOf(subject, url.host),
      whose: hostWords(subject, url.host),
    };
    const exposed = to.of === "backend" || to.of === "vendor" || to.of === "foreign";
    const told = hop.navigation || exposed || (DATA.has(hop.kind ?? "") && to.host !== page.host);
    if (told) {
      steps.push({
        from: page,
        to,
        label: `${hop.method ?? "GET"} ${url.pathname}`,
        outcome: hop.status !== undefined ? String(hop.status) : (hop.failed ?? "no answer"),
        hop: index + 1,
        wrong: exposed || hop.status === undefined || hop.status >= 400,
      });
    }
    if (hop.navigation && hop.frame !== "child") page = to;
  }
  return steps.slice(0, MOST);
};

/** The first login as the browser went through it. */
export const stepsOf = (report: Report): readonly Step[] => {
  const { spoke } = report.readiness;
  const subject = report.subjects.find(({ id }) => id === spoke);
  const pieces = report.evidence[spoke];
  const seen = pieces?.["browser.login"];
  if (!subject || seen?.is !== "seen") return [];
  const { hops } = seen.value as { readonly hops?: readonly Hop[] };
  return toSteps(subject, hops ?? []);
};
