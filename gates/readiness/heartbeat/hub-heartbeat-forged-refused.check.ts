import { defineRefusal, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { ownIsTaken } from "./own-is-taken.control.ts";

export default defineRefusal({
  level: "advisory",
  title: "The CW Network hub takes no stranger's heartbeat",
  failureTitle: "The CW Network hub takes a stranger's heartbeat",
  why: "Whoever can post a heartbeat can keep a dead admin alive in everybody's footer.",
  remedy:
    "Cargo: take a heartbeat only with proof of who sends it, under the admin's own key and not a secret that is shared; answer anything else with 401, and delete what the harness could post.",
  sources: ["S3:KEY-HANDLING", "S3:HUB-SPOKE-REGISTRATION"],
  kinds: ["hub"],
  needs: ["heartbeat.forged"],
  control: ownIsTaken,
  judge: ({ heartbeat: { forged } }) =>
    eachCase(
      forged.attempts ?? [],
      ({ name = "an attempt" }) => name,
      ({ answer, mark, listed }) => {
        const { url = "the hub", status, error, exchange } = answer ?? {};
        if (listed === true)
          return fail(url, "refused", `the heartbeat of ${mark} is in the hub's list`, exchange);
        if (status === 401 || status === 403) return pass;
        if (status !== undefined && status < 300) {
          return listed === false
            ? unknown(`answered ${status}, and not listed so far`, "401 or 403 for whoever is not the admin")
            : fail(url, "401 or 403", status, exchange);
        }
        // a wrong form is refused too: that says nothing about who may send
        return unknown(
          `answered ${status ?? error?.code}, which is not about who sent it`,
          "hub.heartbeat.ingest as the admin posts it",
        );
      },
    ),
});
