import { defineRefusal } from "../../../core/check.ts";
import { notTaken } from "./bearers.ts";
import ownTokens from "./own-tokens.control.ts";

export default defineRefusal({
  level: "required",
  title: "The hub's tokens open nothing at the spoke",
  failureTitle: "The hub's tokens open the spoke's own doors",
  why: "A spoke that takes the hub's tokens takes those of every other spoke too, and with third-party auth even the hub's service tokens: the native session is what RLS rests on.",
  remedy:
    "Spoke: remove everything under Third-Party Auth, and the hub's keys from the backend's own; the app uses the native session only.",
  sources: ["S0:step-3", "S2:RULE-B", "S3:JWKS"],
  threat: ["RFC9700:4.10"],
  kinds: ["client"],
  needs: ["provider.bearers"],
  control: ownTokens,
  judge: ({ provider: { bearers } }) => notTaken(bearers, ["the hub's access token", "the hub's id_token"]),
});
