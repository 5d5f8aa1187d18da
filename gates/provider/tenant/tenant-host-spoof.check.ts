import {
  blockedBy,
  defineControl,
  defineRefusal,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import type { HostGame } from "../../../core/evidence/tenant.ts";
import { outcomeOf } from "../../../core/tenant/answers.ts";
import { summary } from "../../endpoints/reading.ts";
import { eachQuestion, said, words, wrong } from "../../tenant/questions.ts";

const EVIDENCE = "tenant.hosts" as const;
/** What a server or an edge does with a request that it will not have. */
const HUNG_UP = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

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

/** Where the token opens the other tenant by its plain host, no odd one says anything. */
const opensBoth = (game: HostGame, games: readonly HostGame[]): boolean =>
  games.some(
    ({ name, at, caller, shows = {}, may = [] }) =>
      name === "the other tenant's host" &&
      at === game.at &&
      caller === game.caller &&
      Object.keys(shows).some((tenant) => !may.includes(tenant)),
  );

const judgeGame = (game: HostGame, games: readonly HostGame[]): Judgement => {
  const { may = [], shows = {}, answer, unreached } = game;
  if (unreached !== undefined) {
    const [because = "", give] = unreached.split(/: (.*)/s);
    return unknown(because, give ?? "that token", { evidence: EVIDENCE, because });
  }
  const shown = Object.keys(shows);
  if (shown.some((tenant) => !may.includes(tenant))) {
    if (game.caller !== "root" && opensBoth(game, games)) {
      return blockedBy("claims/tenant-token-bound", `the token of ${game.caller} opens both tenants`);
    }
    return wrong(game, `${may.join(" or ")}, or a refusal`, said(game));
  }
  const refused =
    HUNG_UP.includes(answer?.error?.code ?? "") ||
    outcomeOf("rest", answer) === "refused" ||
    // sent on to a name of its own, with nothing shown
    ((answer?.status ?? 0) >= 300 && (answer?.status ?? 0) < 400);
  if (shown.length > 0 || refused) return pass;
  const because = `${game.name}: ${summary(answer)} shows no tenant and refuses nothing`;
  return unknown(because, "a registry that answers or refuses", { evidence: EVIDENCE, because });
};

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
