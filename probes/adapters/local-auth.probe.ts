import { NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { spokeStateOf } from "./spoke-state.ts";

/** Where a method is on, its try may send a mail or make a user: only where writing is allowed. */
export default defineProbe({
  title: "tries every local sign-in method",
  kinds: ["client"],
  produces: ["entry.local_auth"],
  access: ["writes"],
  touches: ["spoke.users"],
  gather: async ({ subject, doors, saw }) => {
    const { allowWrites, readOnly, name } = subject.target;
    if (!allowWrites || readOnly) {
      throw new NotGiven(
        `local sign-in methods are not tried at ${name}: a method that is on would send mail or make users`,
        "set allow_writes for this target, or attest the row",
      );
    }
    const attempts = await Promise.all(
      spokeStateOf(subject, doors)
        .localTries()
        .map(async ({ name: method, sent, go, means, undo }) => {
          const exchange = await go();
          await undo(exchange);
          const meant = means(exchange);
          return { name: method, sent, answer: exchange.seen, ...(meant && { means: meant }) };
        }),
    );
    saw("entry.local_auth", { attempts });
  },
});
