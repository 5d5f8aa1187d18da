import { defineRefusal } from "../../../core/check.ts";
import { eachWithoutTokens, rightSecretAccepted } from "./grants.ts";

const CLOSED = ["password", "client_credentials", "implicit", "unknown"];

export default defineRefusal({
  level: "required",
  title: "The spoke's client gets tokens by code and refresh only",
  failureTitle: "The spoke's client gets tokens by a grant that must be closed",
  why: "A password grant lets an app ask for the password that belongs on the account home alone; tokens without a person have no place at a spoke.",
  remedy: "Cargo admin: allow authorization_code and refresh_token for this client, and nothing else.",
  sources: ["S2:client-registration", "RFC9700:2.4", "RFC6749:5.2"],
  threat: ["RFC9700:2.4"],
  kinds: ["client"],
  needs: ["token.requests"],
  control: rightSecretAccepted,
  judge: ({ token }) =>
    eachWithoutTokens(
      (token.requests.attempts ?? []).filter(({ name }) => CLOSED.includes(name ?? "")),
      "400 unsupported_grant_type or unauthorized_client",
    ),
});
