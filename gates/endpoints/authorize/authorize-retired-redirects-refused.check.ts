import { defineRefusal, eachCase } from "../../../core/check.ts";
import { correctRequestAccepted, refusedWithoutRedirect } from "./walks.ts";

export default defineRefusal({
  level: "required",
  title: "The retired callbacks of the app are refused",
  failureTitle: "A retired callback of the app is still accepted",
  why: "Nothing handles a code at these addresses any more; one that is sent there lies in the open.",
  remedy: "Cargo admin: remove <app>/auth/callback and <app>/auth/silent from the client's redirect URIs.",
  sources: ["S0:step-4", "S2:STEP-1", "S3:redirect-allowlist"],
  threat: ["RFC9700:4.1"],
  kinds: ["client"],
  needs: ["authorize.retired"],
  control: correctRequestAccepted,
  judge: ({ authorize }) =>
    eachCase(authorize.retired.attempts ?? [], ({ name }) => name ?? "attempt", refusedWithoutRedirect),
});
