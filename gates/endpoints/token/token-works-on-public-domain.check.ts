import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { isDocument, isText, summary, unheard } from "../reading.ts";
import { granted, noCode } from "./grants.ts";

export default defineCheck({
  level: "required",
  publicEndpoint: "token",
  title: "The public domain redeems codes and refresh tokens",
  failureTitle: "The public domain does not redeem a code or a refresh token",
  why: "The spoke's backend calls this URL at every login, and at every refresh of what it keeps from the hub.",
  remedy:
    "Hub operator: serve the token endpoint under the public domain; answer a correct exchange with access_token, token_type Bearer and id_token, and a refresh with a new access token. Cargo admin: see that the client may use authorization_code and refresh_token.",
  sources: ["S2:Gate-1", "RFC6749:4.1.3", "RFC6749:6", "OIDCC:3.1.3.3"],
  kinds: ["client"],
  needs: ["token.exchange", "token.refresh"],
  judge: ({ token: { exchange, refresh } }, { hub }) => {
    const at = hub.endpoints.token;
    const { answer } = exchange;
    if (!answer) return noCode();
    const silent = unheard(answer, "token.exchange");
    if (silent) return silent;
    if (!granted(answer))
      return fail(`${at} (code)`, "200 with an access token", summary(answer), answer.exchange);
    const document = isDocument(answer.json) ? answer.json : {};
    const type = document.token_type;
    if (!isText(type) || !/^bearer$/i.test(type)) {
      return fail(`${at} token_type`, "Bearer", type ?? "absent", answer.exchange);
    }
    if (!exchange.id_token) return fail(`${at} id_token`, "an id_token", "absent", answer.exchange);
    if (!exchange.refresh_token)
      return fail(`${at} refresh_token`, "a refresh token", "absent", answer.exchange);
    const again = refresh.answer;
    const mute = unheard(again ?? {}, "token.refresh");
    if (!again || mute) return mute ?? noCode();
    if (again.url !== answer.url) {
      return blockedBy("endpoints/fallback-computed", "the refresh was tried at the issuer's host");
    }
    return granted(again)
      ? pass
      : fail(`${at} (refresh)`, "200 with an access token", summary(again), again.exchange);
  },
});
