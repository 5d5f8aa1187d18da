import { type Case, fail, pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "What was judged is what is there now",
  failureTitle: "The live system no longer is what was judged",
  why: "A verdict holds for the settings and the system it was made with, and for no others: the live system wins.",
  remedy: "Run the gates again with the settings and the live system as they are now.",
  sources: ["S2:DONE-WHEN"],
  judge: ({ settings, live, spoke, target }) => {
    const again = `npm start -- run --spoke ${spoke.id} --target ${target}`;
    if (settings.judged !== settings.now) {
      return unknown("spokes.yaml or the contract changed since the evidence was gathered", again);
    }
    if (live.is === "unreachable") {
      return unknown(`live discovery could not be read once more: ${live.because}`, again);
    }
    if (live.is !== "different") return pass;
    const cases = live.differences.map(
      ({ at, expected, actual }): Case => ({ name: at, outcome: "fail", at, expected, actual }),
    );
    // RULE A: the issuer never changes. Anything else that moved makes old evidence silent, not the system wrong.
    const issuer = live.differences.find(({ at }) => at.endsWith("issuer"));
    return issuer
      ? { ...fail(issuer.at, issuer.expected, issuer.actual), cases }
      : {
          ...unknown(
            `live discovery changed since the evidence was gathered: ${live.differences.map(({ at }) => at).join(", ")}`,
            again,
          ),
          cases,
        };
  },
});
