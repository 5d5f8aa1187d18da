import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { defineProbe } from "../../core/probe.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import { type ClientSubject, restsOnHub, type SubjectOf } from "../../core/subject.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { describeIfAny } from "../oauth/describe.ts";
import { grantOf } from "../oauth/exchange.ts";

/** Half way between the question and the end of the answer. */
const midway = ({ seenAt = "", ms = 0 }: Answer): number => Date.parse(seenAt) + ms / 2;
const iso = (time: number): string | undefined =>
  Number.isNaN(time) ? undefined : new Date(time).toISOString();

const byDate = (url: string, answer: Answer) => {
  const { host } = new URL(url);
  // a stored answer carries the date of its making
  const age = Number(answer.headers?.age ?? 0) * 1000;
  const theirs = iso(Date.parse(answer.headers?.date ?? "") + age);
  const ours = iso(midway(answer));
  return { host, url, from: "date", exchange: answer.exchange, ...(theirs && ours && { theirs, ours }) };
};

/** Reads `iat` of the id_token of the shared sign-in, if there is one. */
const byToken = async (doors: Doors, subject: ClientSubject) => {
  try {
    const { tokens, endpoint } = await grantOf(doors, subject);
    const issuedAt = (await describeIfAny(tokens.id, {}))?.claims?.iat;
    if (!tokens.exchange || typeof issuedAt !== "number") return [];
    const { seen } = tokens.exchange;
    const [theirs, ours] = [iso(issuedAt * 1000), iso(midway(seen))];
    const { host } = new URL(endpoint);
    return theirs && ours
      ? [{ host, url: endpoint, from: "iat", theirs, ours, exchange: seen.exchange }]
      : [];
  } catch (error) {
    if (error instanceof NotGiven) return [];
    throw error;
  }
};

const ownUrls = (subject: SubjectOf<"client" | "account-home" | "tenant-api">, doors: Doors): string[] => {
  if (subject.kind === "account-home") return [`${subject.spoke.app}${subject.spoke.screens.login}`];
  if (subject.kind === "tenant-api") {
    // all tenants are one machine, and one machine cannot outvote this one
    const { host, tenants } = subject.spoke;
    return [`https://${tenants.first.subdomain}.${host}/api/v1/packages`];
  }
  return [`${subject.spoke.app}/`, spokeStateOf(subject, doors).front];
};

export default defineProbe({
  title: "What time it is at each host",
  kinds: ["client", "account-home", "tenant-api"],
  produces: ["clock.hosts"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const { discovery } = subject.hub.endpoints;
    const twin = subject.hub.issuer && backendTwin(discovery, subject.hub.issuer);
    const ofHub = restsOnHub(subject) ? [discovery, ...(twin ? [twin] : [])] : [];
    const urls = [...ofHub, ...ownUrls(subject, doors)];
    const [token, dates] = await Promise.all([
      subject.kind === "client" ? byToken(doors, subject) : [],
      Promise.all(urls.map(async (url) => byDate(url, (await doors.http.send(url)).seen))),
    ]);
    saw("clock.hosts", { hosts: [...token, ...dates] });
  },
});
