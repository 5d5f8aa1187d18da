import { blockedBy, type Judgement, pass, unknown } from "../../core/check.ts";
import type { HostGame } from "../../core/evidence/tenant.ts";
import { outcomeOf } from "../../core/tenant/answers.ts";
import { summary } from "../endpoints/reading.ts";
import { notAsked, said, wrong } from "./questions.ts";

const EVIDENCE = "tenant.hosts" as const;
/** What a server or an edge does with a request that it will not have. */
const HUNG_UP = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

const strangers = ({ shows = {}, may = [] }: HostGame): boolean =>
  Object.keys(shows).some((tenant) => !may.includes(tenant));

/** Where the token opens the other tenant by its plain host, no odd one says anything. */
const opensBoth = (game: HostGame, games: readonly HostGame[]): boolean =>
  games.some(
    (one) =>
      one.name === "the other tenant's host" &&
      one.at === game.at &&
      one.caller === game.caller &&
      strangers(one),
  );

/** Refused, hung up on, or sent on to a name of its own: no tenant was shown. */
const refused = ({ answer }: HostGame): boolean => {
  const { status = 0, error } = answer ?? {};
  return (
    HUNG_UP.includes(error?.code ?? "") ||
    outcomeOf("rest", answer) === "refused" ||
    (status >= 300 && status < 400)
  );
};

/** The tenants that may answer answered, or none did. */
export const judgeGame = (game: HostGame, games: readonly HostGame[]): Judgement => {
  const { may = [], shows = {}, answer, unreached } = game;
  if (unreached !== undefined) return notAsked(unreached, EVIDENCE);
  if (strangers(game)) {
    return game.caller !== "root" && opensBoth(game, games)
      ? blockedBy("claims/tenant-token-bound", `the token of ${game.caller} opens both tenants`)
      : wrong(game, `${may.join(" or ")}, or a refusal`, said(game));
  }
  if (Object.keys(shows).length > 0 || refused(game)) return pass;
  const because = `${game.name}: ${summary(answer)} shows no tenant and refuses nothing`;
  return unknown(because, "a registry that answers or refuses", { evidence: EVIDENCE, because });
};
