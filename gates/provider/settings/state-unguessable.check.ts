import { blockedBy, defineCheck, eachCase, fail, pass } from "../../../core/check.ts";

const SAMPLES = 20;
const LEAST_BITS = 120;
const PER_CHARACTER: Readonly<Record<string, number>> = { digits: 3.32, hex: 4, base64url: 6, other: 6 };
/** What the alphabet and length can hold at most; a version 4 UUID has 122 random bits. */
const capacity = (alphabet = "", length = 0): number =>
  alphabet === "uuid4" ? 122 : Math.floor((PER_CHARACTER[alphabet] ?? 0) * length);

export default defineCheck({
  level: "required",
  title: "Every login carries a state that cannot be guessed",
  failureTitle: "The state of a login is missing, short or repeated",
  why: "The state ties the answer to the browser that asked. One that can be guessed lets an attacker finish a login in somebody else's browser.",
  remedy: "Backend: a fresh random value of at least 120 bits for every login (a v4 UUID is enough).",
  sources: ["RFC9700:4.7"],
  threat: ["RFC9700:4.7"],
  kinds: ["client"],
  needs: ["provider.starts"],
  judge: ({ provider: { starts } }) => {
    const requests = (starts.starts ?? []).flatMap(({ request, answer }) =>
      request?.params ? [{ ...request, answer }] : [],
    );
    if (requests.length < SAMPLES) {
      return blockedBy(
        "provider/registered-as-custom-oidc",
        `${requests.length} of ${SAMPLES} logins could be started`,
      );
    }
    const seen = new Set(requests.map(({ state }) => state?.thumbprint));
    const states = requests.map(({ state, answer }, index) => ({
      name: `login ${index + 1}`,
      state,
      answer,
    }));
    const each = eachCase(
      states,
      ({ name }) => name,
      ({ name, state, answer }) => {
        if (state === undefined) return fail(`${name}: state`, "present", "none", answer?.exchange);
        const bits = capacity(state.alphabet, state.length);
        const actual = `${bits} bits (${state.length} characters, ${state.alphabet})`;
        return bits >= LEAST_BITS
          ? pass
          : fail(`${name}: state`, `at least ${LEAST_BITS} bits`, actual, answer?.exchange);
      },
    );
    if (each.is === "fail" || seen.size === requests.length) return each;
    return fail(`state in ${requests.length} logins`, `${requests.length} different values`, seen.size);
  },
});
