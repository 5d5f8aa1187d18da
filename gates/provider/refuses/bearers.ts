import { blockedBy, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";

type Bearers = Evidence["provider.bearers"];

/** Which check says why a door does not open for its rightful token. */
const BEHIND: Readonly<Record<string, string>> = {
  hub: "endpoints/userinfo-works-on-public-domain",
  rest: "claims/own-tables-still-work",
};

/** Each of these tokens was refused (401 or 403, or what else is documented there) at every door that its rightful token opens. */
export const notTaken = ({ control = [], attempts = [] }: Bearers, names: readonly string[]): Judgement => {
  const doors = new Map(control.map(({ at, answer }) => [at, answer]));
  // a door that is not there for anybody needs no guard
  const tried = attempts.filter(
    ({ at, name }) => names.includes(name ?? "") && doors.get(at)?.status !== 404,
  );
  return eachCase(
    tried,
    ({ at, name }) => `${name} at ${at}`,
    ({ at = "", name, answer, refused }): Judgement => {
      const { status, error, exchange } = answer ?? {};
      const own = doors.get(at);
      if (own?.status !== 200) {
        const said = own?.status ?? own?.error?.code ?? "nothing";
        return blockedBy(
          BEHIND[at] ?? "provider/login-completes",
          `its own token was answered ${said} at ${at}`,
        );
      }
      if (refused === true) return pass;
      if (status !== undefined && status < 300) {
        return fail(`${name} as bearer at ${at}`, "401 or 403", status, exchange);
      }
      const said = `${name} at ${at} was answered ${status ?? error?.code ?? "nothing"}`;
      return unknown(said, "an answer of 401 or 403", { evidence: "provider.bearers", because: said });
    },
  );
};
