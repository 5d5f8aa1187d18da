import {
  blockedBy,
  type Case,
  defineRefusal,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import type { TripwireLogin } from "../../../core/evidence/tripwire.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, letIn } from "./login.ts";

/** The right document, padded to twenty megabytes: whoever reads it all is careless, but nobody was let in wrongly. */
const isWhole = ({ name = "" }: TripwireLogin): boolean =>
  name.endsWith("oversize, whole") && !name.startsWith("after ");
const told = ({ name = "", session }: TripwireLogin): Case => ({
  name: `${name} (reported)`,
  outcome: "pass",
  actual: session ? "read to its end and taken" : "refused for its size",
});

export default defineRefusal({
  level: "required",
  title: "A provider that fails gives no session, in bounded time, and the next login works",
  failureTitle: "A provider that fails gives a session, holds the login, or breaks the next one",
  why: "The hub will be slow, down or behind a broken proxy one day. The spoke must say so, keep everybody out who was not vouched for, and recover by itself.",
  remedy:
    "Spoke backend: time-out and size limit on every request to the provider, no redirects there, nothing but a whole JSON document taken, failures never cached.",
  sources: ["practice", "RFC6749:5.2"],
  kinds: ["client"],
  needs: ["tripwire.failures"],
  control: honestLogin,
  judge: ({ tripwire: { failures } }) => {
    const logins = failures.logins ?? [];
    const fetchesKeys = logins.some(({ jwks = 0 }) => jwks > 0);
    // an endpoint that a login never asks has nothing to be survived
    const asked = logins.filter(({ name = "", touched = [] }) => {
      if (name.startsWith("userinfo ")) return touched.includes("userinfo");
      return !name.startsWith("jwks ") || fetchesKeys;
    });
    const judged = eachCase(
      asked.filter((login) => !isWhole(login)),
      ({ name = "a login" }) => name,
      (login): Judgement => {
        const { name = "", sent = "", session, touched = [], callback, landed, unreached } = login;
        if (unreached !== undefined || session === undefined) {
          return unknown(unreached ?? "it was not tried", "a registration of the tripwire that can be used", {
            evidence: "tripwire.failures",
            because: unreached ?? "not tried",
          });
        }
        if (name.startsWith("jwks ") && login.jwks === 0) {
          return unknown(
            `${sent}: this backend fetches the key set once in a while only, and did not ask for it then`,
            "a provider_admin that the harness can call: each failure then meets a registration of its own; or attest it",
            { evidence: "tripwire.failures", because: "the key set was not asked for while it failed" },
          );
        }
        if (name.startsWith("after ")) {
          const said = landed?.description ?? landed?.error ?? callback?.status;
          return letIn(login) ? pass : fail(`the login ${name}`, "a session", `none: ${said}`, ...ids(login));
        }
        if (!touched.some((at) => at.endsWith("token"))) {
          return blockedBy("provider/login-completes", `${sent}: the login did not come that far`);
        }
        if (session) return fail(sent, "no session", "a session", ...ids(login));
        return callback?.status === undefined
          ? fail(sent, "an answer in bounded time", callback?.error?.code ?? "none", ...ids(login))
          : pass;
      },
    );
    return judged.cases
      ? { ...judged, cases: [...judged.cases, ...asked.filter(isWhole).map(told)] }
      : judged;
  },
});
