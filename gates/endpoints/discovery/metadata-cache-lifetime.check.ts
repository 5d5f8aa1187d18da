import { all, type Case, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { summary } from "../reading.ts";

/** Longest that a shared cache may keep the answer, in seconds. Undefined: it is not said. */
const lifetimeOf = (answer: Answer): number | undefined => {
  const said = answer.headers?.["cache-control"] ?? "";
  if (/\bno-store\b|\bno-cache\b/i.test(said)) return 0;
  const seconds = /\bs-maxage=(\d+)/i.exec(said)?.[1] ?? /\bmax-age=(\d+)/i.exec(said)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
};

export default defineCheck({
  level: "advisory",
  title: "Caches forget discovery and keys before an old key goes",
  failureTitle: "Caches may keep discovery or keys longer than an old key stays published",
  why: "A cache that holds the key set longer than two keys overlap still serves the old set when tokens carry the new kid.",
  remedy:
    "Hub operator: lower max-age of the discovery document and the key set, or keep the old key published for longer and state it as hub.key_overlap_seconds.",
  sources: ["S3:Rotation-is-non-disruptive", "practice"],
  kinds: ["hub"],
  needs: ["discovery.public", "jwks.public"],
  judge: ({ discovery, jwks }, { hub }) => {
    const limit = hub.key_overlap_seconds;
    const look = (answer: Answer, url: string): readonly [Judgement, string] => {
      if (answer.status === undefined) {
        const because = `${url}: ${summary(answer)}`;
        return [unknown(because, "a hub that answers", { evidence: "discovery.public", because }), because];
      }
      const life = lifetimeOf(answer);
      const told = `${life === undefined ? "no lifetime said" : `kept for ${life} s`}, age ${answer.headers?.age ?? "0"} s when seen`;
      const at = `${url} cache-control`;
      return life !== undefined && life > limit
        ? [fail(at, `at most ${limit} s`, answer.headers?.["cache-control"], answer.exchange), told]
        : [pass, told];
    };
    const looks = [
      { name: "discovery", seen: look(discovery.public, hub.endpoints.discovery) },
      { name: "jwks", seen: look(jwks.public, hub.endpoints.jwks) },
    ];
    const cases = looks.map(({ name, seen: [judgement, because] }): Case => {
      if (judgement.is !== "fail") return { name, outcome: judgement.is, because };
      const { at, expected, actual } = judgement;
      return { name, outcome: "fail", because, at, expected, actual };
    });
    return { ...all(looks.map(({ seen: [judgement] }) => judgement)), cases };
  },
});
