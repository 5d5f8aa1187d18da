import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";

interface AtOnceCase {
  readonly name: string;
  readonly judgement: Judgement;
}

/** What several refreshes of one token must have left behind. */
export const atOnceCases = ({
  answers = [],
  sessions = [],
  after,
  user_answer,
}: Evidence["claims.concurrent"]): readonly AtOnceCase[] => {
  const working = answers.filter(({ status }) => status === 200);
  const statuses = answers.map(({ status }) => status ?? "nothing");
  const exchange = answers[0]?.exchange;
  return [
    {
      name: "one of them works",
      judgement:
        working.length > 0 ? pass : fail("refreshes at once", "at least one 200", statuses, exchange),
    },
    {
      name: "one session",
      judgement:
        new Set(sessions).size > 1
          ? fail("session_id of the answers", "one session", sessions, exchange)
          : working.length > 0 && sessions.length === 0
            ? unknown("the tokens do not say which session they are of", "a session_id in the session token")
            : pass,
    },
    {
      name: "the session goes on",
      judgement:
        working.length > 0 && (after?.answer?.status !== 200 || user_answer?.status !== 200)
          ? fail(
              "the refresh token that came back, used once",
              { refresh: 200, user: 200 },
              { refresh: after?.answer?.status, user: user_answer?.status },
              after?.answer?.exchange ?? exchange,
            )
          : pass,
    },
  ];
};
