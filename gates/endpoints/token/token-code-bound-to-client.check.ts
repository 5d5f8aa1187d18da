import { defineRefusal } from "../../../core/check.ts";
import { noTokens, otherClientKnown } from "./grants.ts";

export default defineRefusal({
  level: "required",
  title: "Another client cannot redeem the spoke's code",
  failureTitle: "Another client redeems the spoke's code",
  why: "A code that any client may redeem lets one app sign in as the users of another.",
  remedy:
    "Hub operator: redeem a code only for the client it was made for; answer others with invalid_grant.",
  sources: ["RFC6749:4.1.3", "RFC6749:5.2"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["token.other_client"],
  control: otherClientKnown,
  judge: ({ token: { other_client } }) =>
    noTokens(`a code of the spoke for ${other_client.client}`, other_client.answer, "400 invalid_grant"),
});
