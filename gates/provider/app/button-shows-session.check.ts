import { defineCheck, fail, pass, unknown } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";

export default defineCheck({
  level: "advisory",
  title: "With a Cargo session the button says so",
  failureTitle: "The button looks the same whether or not there is a Cargo session",
  why: "A person who is signed in at Cargo should see that one click is enough. A button that never shows it gets no trust, and no complaint on the day the session is no longer found.",
  remedy:
    "Spoke: ask the hub whether this browser has a session, and show it on the button (a description, an attribute, another text beside the accepted name).",
  sources: ["S0:step-5"],
  kinds: ["client"],
  needs: ["browser.login", "session.button"],
  judge: ({ browser: { login }, session: { button } }) => {
    const blocked = unlessReached(login, button);
    if (blocked) return blocked;
    const [first, second] = button.without ?? [];
    const shown = button.with;
    if (first === undefined || second === undefined || shown === undefined)
      return unknown("the button was not seen in both states", "provider/one-button");
    const look = ({ name, description, looks }: typeof shown) => [name, description, looks].join("\n");
    if (look(first) !== look(second))
      return unknown("the button looks another way at each load", "a person's look: attest it");
    return look(first) === look(shown)
      ? fail(
          `"${shown.name}" with a Cargo session`,
          "a session-detected state",
          `as without one: ${shown.looks}`,
        )
      : pass;
  },
});
