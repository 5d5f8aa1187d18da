import { all, eachCase, fail, type Judgement, pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

const WITH = "backend.service_key in spokes.yaml, or an attestation of who looked";

/** Whatever of the harness stands there, by whose it is: another run's is none of this one's business, and no answer either. */
const gone = (what: string, whose: string | undefined): Judgement =>
  whose === "another run"
    ? unknown(`${what} belongs to a run that is still going on`, "a new run when that one is over")
    : fail(what, "gone", `left by ${whose ?? "nobody knows whom"}`);

export default defineObligation({
  title: "Nothing of the harness is left at the spoke",
  failureTitle: "A registration, an identity or a session of the harness is left at the spoke",
  why: "Whoever controls the tripwire can sign in as anybody at a backend that still knows it. A test identity that stays is an account that nobody owns.",
  remedy:
    "Spoke: delete every provider whose id begins with cargo-gates- (or custom:cargo-gates-) and every user under the harness's own domain; the next run takes away what a dead one left.",
  sources: ["practice"],
  kinds: ["client"],
  needs: ["tripwire.left"],
  judge: ({ found }) => {
    const left = found("tripwire.left");
    if (left?.is !== "seen") return unknown(left?.because ?? "nobody looked", WITH);
    const { answer, providers, accounts = [], sessions = [] } = left.value;
    if (providers === undefined) {
      return unknown(`the list of providers was answered ${answer?.status ?? answer?.error?.code}`, WITH);
    }
    const things = [
      ...providers.map(({ identifier, whose }) => ({ name: `provider ${identifier}`, whose })),
      ...accounts.map(({ id, email, whose }) => ({ name: `user ${email ?? id}`, whose })),
    ];
    const standing = sessions.filter(({ after }) => after?.status === 200);
    const judged = eachCase(
      [
        ...things.map(({ name, whose }) => ({ name, judgement: gone(name, whose) })),
        ...standing.map(({ whose = "somebody", ended }, index) => ({
          name: `session ${index + 1}`,
          judgement: fail(
            `a session of ${whose}`,
            "ended",
            `still accepted (ending it was answered ${ended})`,
          ),
        })),
      ],
      ({ name }) => name,
      ({ judgement }) => judgement,
    );
    return things.length + standing.length === 0 ? pass : all([judged]);
  },
});
