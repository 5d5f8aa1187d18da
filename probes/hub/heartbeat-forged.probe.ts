import { generateKeyPair, SignJWT } from "jose";
import { NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import { lookAtBeats } from "./heartbeat-list.ts";

const POLL_MS = 100;
/** What was answered as taken may be listed a little later. */
const SETTLES_MS = 2000;

/** Says that it is the admin, under a key that nobody published. */
const strangersToken = async (admin: string, hub: string, now: Date): Promise<string> => {
  const { privateKey } = await generateKeyPair("ES256");
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: "stranger" })
    .setIssuer(admin)
    .setSubject(admin)
    .setAudience(hub)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(privateKey);
};

export default defineProbe({
  title: "Whether the CW Network hub takes a stranger's heartbeat",
  kinds: ["hub"],
  produces: ["heartbeat.forged"],
  access: ["writes"],
  gather: async ({ subject, doors, saw }) => {
    const { hub, target } = subject;
    const { admin = "", hub: network = "", endpoint, ingest } = hub.heartbeat ?? {};
    if (!ingest || !endpoint) {
      throw new NotGiven(
        "no guide says how a heartbeat is posted, nor does spokes.yaml",
        `hub.heartbeat.${endpoint ? "ingest" : "endpoint and ingest"} in spokes.yaml, or an attestation of who looked`,
      );
    }
    if (!target.allowWrites || target.readOnly) {
      throw new NotGiven(
        "posting a heartbeat is a write",
        `targets.${target.name}.allow_writes in spokes.yaml, or an attestation of who looked`,
      );
    }
    const token = await strangersToken(admin, network, doors.now());
    doors.taint(token, "a stranger's token");
    const strangers: readonly (readonly [name: string, headers: Readonly<Record<string, string>>])[] = [
      ["no credential", {}],
      ["garbage bearer", { authorization: "Bearer not-a-token" }],
      ["token under an unpublished key", { authorization: `Bearer ${token}` }],
    ];
    const attempts: NonNullable<Evidence["heartbeat.forged"]["attempts"]> = [];
    for (const [place, [name, credential]] of strangers.entries()) {
      // of its own, so that it is told from the admin's and from the other attempts
      const mark = new Date(doors.now().getTime() - place).toISOString();
      const body = Object.entries(ingest.body).map(([key, value]) => [key, value.replaceAll("{now}", mark)]);
      const { seen } = await doors.http.send(ingest.url, {
        method: "POST",
        headers: { "content-type": "application/json", ...credential },
        body: JSON.stringify(Object.fromEntries(body)),
      });
      attempts.push({ name, answer: seen, mark });
    }
    const isListed = (mark: string | undefined, { beats = [] }: typeof after) =>
      beats.some(({ sent }) => Date.parse(sent ?? "") === Date.parse(mark ?? ""));
    let after = await lookAtBeats(doors, endpoint);
    const taken = attempts.filter(({ answer }) => (answer?.status ?? 0) < 400);
    const end = doors.now().getTime() + SETTLES_MS;
    while (!taken.every(({ mark }) => isListed(mark, after)) && doors.now().getTime() < end) {
      await new Promise((resume) => setTimeout(resume, POLL_MS));
      after = await lookAtBeats(doors, endpoint);
    }
    const seesMarks = endpoint.sent !== undefined && after.beats !== undefined;
    saw("heartbeat.forged", {
      attempts: attempts.map((one) => ({ ...one, ...(seesMarks && { listed: isListed(one.mark, after) }) })),
      after,
    });
  },
});
