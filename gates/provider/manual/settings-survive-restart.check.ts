import { defineCheck, eachCase, fail, type Judgement, pass, same, unknown } from "../../../core/check.ts";
import { FIELDS } from "../../../core/tripwire/fields.ts";
import { discoveryPhases, honestWorks, truthTable } from "../../../core/tripwire/truth.ts";
import { unlessHonest } from "./standing.ts";

/** The same registrations before and after: what a cache held, and what is really kept. */
export default defineCheck({
  level: "advisory",
  title: "The manual settings decide in the same way after the backend was restarted",
  failureTitle: "A restart changes which settings decide",
  why: "What was entered may live in a cache that the next deployment empties. A login that works on the day of the cutover must work the morning after.",
  remedy:
    "Spoke backend: keep every field that was entered, and read it back after a restart; where one is lost, take this report to the architecture review.",
  sources: ["S2:STEP-2"],
  kinds: ["client"],
  needs: ["tripwire.restart"],
  judge: ({ tripwire: { restart } }, { spoke }) => {
    const { before = [], after = [], restarted = {}, backAfter } = restart;
    const [was, is] = [{ registrations: before }, { registrations: after }];
    const blocked = unlessHonest(was, spoke);
    if (blocked) return blocked;
    if (restarted.done !== true) {
      const { status, error, body } = restarted.answer ?? {};
      return unknown(
        `the backend was not restarted: ${status ?? error?.code ?? body ?? "nothing was answered"}`,
        "a restart that works (targets.<name>.restarts in spokes.yaml)",
      );
    }
    if (backAfter === undefined)
      return fail("the backend after its restart", "logins start again", "none did within a minute");
    const standings = (settings: typeof was) =>
      new Map(truthTable(settings).map(({ field, standing }) => [field, standing]));
    const [old, now] = [standings(was), standings(is)];
    const fetched = discoveryPhases(was).length === 0 ? discoveryPhases(is) : [];
    const cases: [string, Judgement][] = [
      [
        "an honest login works",
        honestWorks(is) ? pass : fail("an honest login after the restart", "a session", "none"),
      ],
      ...FIELDS.map((field): [string, Judgement] => [
        field,
        same(`the ${field} setting after the restart`, old.get(field), now.get(field)),
      ]),
      [
        "no discovery document is fetched that was not before",
        fetched.length === 0
          ? pass
          : fail("discovery after the restart", "none", `at ${fetched.join(" and ")}`),
      ],
    ];
    return eachCase(
      cases,
      ([name]) => name,
      ([, judgement]) => judgement,
    );
  },
});
