import { blockedBy, defineControl, defineRefusal, pass, unknown } from "../../../core/check.ts";
import type { HostGame } from "../../../core/evidence/tenant.ts";
import { judgeGame } from "../../tenant/host-games.ts";
import { eachQuestion, said, words } from "../../tenant/questions.ts";

const EVIDENCE = "tenant.hosts" as const;

const served = ({ at = "", shows = {} }: HostGame): boolean => Object.hasOwn(shows, at);

const plainHostServed = defineControl<typeof EVIDENCE, "tenant-api">({
  name: "each tenant answers its own plain host",
  needs: [EVIDENCE],
  judge: ({ tenant }) => {
    const plain = (tenant.hosts.games ?? []).filter(
      ({ name, unreached }) => name === "the own host" && unreached === undefined,
    );
    const shut = plain.find((game) => !served(game));
    if (shut) {
      const judgedBy = shut.caller === "root" ? "claims/tenant-root-token" : "endpoints/tenant-valid-request";
      return blockedBy(judgedBy, `${words(shut)}: ${said(shut)}`);
    }
    return plain.length > 0 ? pass : unknown("no plain request was made", "the tokens of the tenants");
  },
});

export default defineRefusal({
  level: "required",
  title: "Nothing but the Host chooses the tenant, and no form of it chooses another",
  failureTitle: "A request gets another tenant than its host names",
  why: "The subdomain is the whole of tenant isolation. If a header that anybody can set, or a Host that two layers read differently, chooses the tenant, every token opens every tenant it can reach.",
  remedy:
    "Registry operator: take the tenant from one place, the validated Host at the edge; drop X-Forwarded-Host, Forwarded and their like from outside; refuse duplicate, malformed and foreign hosts with 400 or 421; never fall back to a default tenant.",
  sources: ["S4:TENANT-URL-STRUCTURE", "RFC9112:3.2", "RFC9110:7.2"],
  threat: ["OWASPAPI:API1"],
  kinds: ["tenant-api"],
  needs: [EVIDENCE],
  control: plainHostServed,
  judge: ({ tenant }) =>
    eachQuestion(
      tenant.hosts.games ?? [],
      (game) => judgeGame(game, tenant.hosts.games ?? []),
      ({ name, at, caller }) => `${name}: ${at}, as ${caller}`,
    ),
});
