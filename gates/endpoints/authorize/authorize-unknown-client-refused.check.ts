import { defineRefusal, eachCase } from "../../../core/check.ts";
import { correctRequestAccepted, refusedWithoutRedirect } from "./walks.ts";

export default defineRefusal({
  level: "required",
  title: "An unknown client gets an error page",
  failureTitle: "An unknown client is not refused with an error page",
  why: "Without a client there is no registered address: redirecting at all makes the hub an open redirector.",
  remedy: "Hub operator: answer an unknown client_id with an error page and never redirect.",
  sources: ["RFC6749:4.1.2.1"],
  threat: ["RFC9700:4.11"],
  kinds: ["client"],
  needs: ["authorize.clients"],
  control: correctRequestAccepted,
  judge: ({ authorize }) =>
    eachCase(authorize.clients.attempts ?? [], ({ name }) => name ?? "attempt", refusedWithoutRedirect),
});
