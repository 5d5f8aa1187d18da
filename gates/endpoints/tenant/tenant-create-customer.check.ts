import { defineCheck, type Judgement, pass } from "../../../core/check.ts";
import type { WriteSeen } from "../../../core/evidence/tenant.ts";
import { eachQuestion, mustWrite, notSeen, together, words, wrong } from "../../tenant/questions.ts";
import { writesOf } from "../../tenant/writers.ts";
import { isDocument, isText, summary } from "../reading.ts";

/** Refused for what is wrong with it, in words that somebody can act on. */
const judgeInvalid = (write: WriteSeen): Judgement => {
  const silent = notSeen(write, "tenant.writes");
  if (silent) return silent;
  const { status = 0, json } = write.answer ?? {};
  const clear = isDocument(json) && isText(json.error) && isText(json.message);
  return status >= 400 && status < 500 && status !== 401 && status !== 403 && clear
    ? pass
    : wrong(write, "a 4xx with { error, message } about the request", summary(write.answer));
};

export default defineCheck({
  level: "required",
  title: "A customer is created over REST, and bad input is refused with a clear error",
  failureTitle: "A customer is not created as documented, or bad input is taken",
  why: "Customers are who packages are sold to: one without an address, or one that was never made, is found out when somebody cannot install.",
  remedy:
    "Registry operator: create the customer of POST /api/v1/customers and answer 2xx with it; refuse what lacks an email or a name with 422 and { error, message }.",
  sources: ["S4:REST-API-EXAMPLES"],
  kinds: ["tenant-api"],
  needs: ["tenant.writes"],
  judge: ({ tenant: { writes } }, { spoke }) =>
    together(
      eachQuestion(
        writesOf(writes, spoke, ["root", "owner", "admin"]).filter(
          ({ operation, api }) => operation === "create_customer" && api === "rest",
        ),
        (write) => mustWrite(write, "tenant.writes"),
      ),
      eachQuestion(writes.invalid ?? [], judgeInvalid, (write) => `${write.name}: ${words(write)}`),
    ),
});
