import { defineRefusal, fail, pass, unknown } from "../../../core/check.ts";
import { ending } from "../authorize/walks.ts";
import { summary } from "../reading.ts";
import { ownLogoutEnds, stands, stoodBefore } from "./sessions.ts";

export default defineRefusal({
  level: "advisory",
  title: "A page of a stranger cannot sign a person out",
  failureTitle: "A page of a stranger can sign a person out",
  why: "The logout POST is a simple request: it arrives whatever the CORS headers say, and only the server can turn it away.",
  remedy:
    "Hub operator: refuse a logout POST whose Origin is not that of a registered app, before anything is ended.",
  sources: ["RFC9700:4.7"],
  threat: ["RFC9700:4.7"],
  kinds: ["client"],
  needs: ["logout.foreign"],
  control: ownLogoutEnds,
  judge: ({ logout: { foreign } }, { hub }) => {
    const early = stoodBefore(foreign);
    if (early) return early;
    const after = stands(foreign.after);
    if (after === undefined) {
      const because = `after ${summary(foreign.answer)}: ${ending(foreign.after)}`;
      return unknown(because, "a hub that answers", { evidence: "logout.foreign", because });
    }
    return after
      ? pass
      : fail(
          `${hub.endpoints.logout} from ${foreign.origin}`,
          "a session that goes on",
          `${summary(foreign.answer)}, and the session is over`,
          foreign.answer?.exchange,
        );
  },
});
