import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import type { Field } from "../../../core/tripwire/fields.ts";
import { honestWorks, isHonest, truthTable } from "../../../core/tripwire/truth.ts";
import { comesBackElsewhere, type Spoke } from "../comes-back.ts";

type Settings = Evidence["tripwire.settings"];

/** Why nothing can be said while no honest login works. */
export const unlessHonest = (settings: Settings, spoke: Spoke): Judgement | undefined => {
  if (honestWorks(settings)) return undefined;
  const honest = (settings.registrations ?? []).find(isHonest);
  const [login] = honest?.logins ?? [];
  if (login === undefined) {
    const said = honest?.answer?.body ?? honest?.answer?.error?.code ?? "nothing";
    return unknown(
      `an honest registration of the tripwire was answered ${honest?.answer?.status ?? ""} ${said}`,
      "a tripwire that the backend can reach, and a free place among its custom providers",
      { evidence: "tripwire.settings", because: "no registration of the tripwire was usable" },
    );
  }
  if (login.asked?.redirect !== undefined && comesBackElsewhere(login.asked.redirect, spoke)) {
    return blockedBy(
      "endpoints/callback-branded",
      `the backend has its logins come back to ${login.asked.redirect}`,
    );
  }
  return blockedBy("provider/login-completes", "a login through an honest registration does not work either");
};

/** One manual setting as the truth table has it. */
export const judged = (settings: Settings, field: Field, spoke: Spoke): Judgement => {
  const row = truthTable(settings).find((one) => one.field === field);
  const proof = row?.proof.join("; ");
  if (row?.standing === "overridden" || row?.standing === "ignored") {
    const where = `the ${field} setting`;
    return fail(
      where,
      "the value that was registered decides",
      `${row.standing}: ${proof}`,
      ...row.exchanges,
    );
  }
  const blocked = unlessHonest(settings, spoke);
  if (blocked) return blocked;
  if (row?.standing === "honoured") return pass;
  return unknown(
    `nothing that was seen depends on the ${field} setting: ${proof || "it was not tried"}`,
    "an attestation of who operates the backend",
    { evidence: "tripwire.settings", because: "not observable from outside" },
  );
};
