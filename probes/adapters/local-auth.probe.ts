import { type Exchange, NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { localTries, removeUser } from "./local-sign-in.ts";

const dig = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const madeUser = ({ status, json }: Exchange): string | undefined => {
  const id = dig(dig(json, "user"), "id") ?? dig(json, "id");
  return status === 200 && typeof id === "string" ? id : undefined;
};

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
        "set allow_writes for this target",
      );
    }
    const attempts = await Promise.all(
      localTries(subject, doors).map(async ({ name: method, sent, go }) => {
        const exchange = await go();
        const session = dig(exchange.json, "access_token");
        if (typeof session === "string") doors.taint(session, "session of a local sign-in");
        const made = madeUser(exchange);
        if (made !== undefined) await removeUser(subject, doors, made);
        return { name: method, sent, answer: exchange.seen };
      }),
    );
    saw("entry.local_auth", { attempts });
  },
});
