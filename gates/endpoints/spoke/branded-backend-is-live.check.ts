import { all, defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { isDocument, summary, unheard } from "../reading.ts";

export default defineCheck({
  level: "required",
  title: "The branded host is the live API of the spoke's backend",
  failureTitle: "The branded host is not the live API of the spoke's backend",
  why: "A domain that is added but not live leaves the callback on the vendor's host, and logins cannot return.",
  remedy:
    "Spoke team: activate the custom domain under Settings, Custom Domains, and wait until it is the project's live API URL.",
  sources: ["S0:step-1", "S2:STEP-0"],
  kinds: ["client"],
  needs: ["backend.live", "backend.start"],
  judge: ({ backend: { live, start } }, { spoke }) => {
    const host = new URL(spoke.backend.url).host;
    const answers = eachCase(
      live.attempts ?? [],
      ({ name }) => name ?? "answer",
      ({ sent, answer }) => {
        if (answer?.error) {
          const because = `${sent}: ${summary(answer)}`;
          return answer.error.code === "UNDECLARED_HOST" || answer.error.code === "NO_ROUTE"
            ? unknown(because, `a route to ${host}`, { evidence: "backend.live", because })
            : fail(sent ?? host, "the auth API's JSON", summary(answer), answer.exchange);
        }
        return answer?.status === 200 && isDocument(answer.json)
          ? pass
          : fail(sent ?? host, "200 and the auth API's JSON", summary(answer), answer?.exchange);
      },
    );
    const silent = unheard(start.answer ?? {}, "backend.start");
    if (silent) return all([answers, silent]);
    const callback = start.params?.redirect_uri;
    const carries = URL.parse(callback ?? "")?.host;
    const carried =
      carries === host
        ? pass
        : fail(
            `${spoke.backend.url}${spoke.backend.auth_path}/authorize`,
            `a redirect to the hub whose redirect_uri is on ${host}`,
            callback ?? summary(start.answer),
            start.answer?.exchange,
          );
    return all([answers, carried]);
  },
});
