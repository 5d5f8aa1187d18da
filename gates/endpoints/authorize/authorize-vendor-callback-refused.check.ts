import { defineRefusal, eachCase, unknown } from "../../../core/check.ts";
import { correctRequestAccepted, refusedWithoutRedirect } from "./walks.ts";

export default defineRefusal({
  level: "required",
  title: "The callback on the vendor's host is refused",
  failureTitle: "The callback on the vendor's host is accepted",
  why: "A spoke goes live on its branded backend only; a vendor callback on the list lets it go live without.",
  remedy:
    "Cargo admin: remove the vendor-host callback from the client's redirect URIs; the branded one is enough.",
  sources: ["S0:step-4", "S2:STEP-3"],
  kinds: ["client"],
  needs: ["authorize.vendor"],
  control: correctRequestAccepted,
  judge: ({ authorize }, { spoke }) => {
    const attempts = authorize.vendor.attempts ?? [];
    const judged = eachCase(attempts, ({ name }) => name ?? "attempt", refusedWithoutRedirect);
    if (spoke.backend.vendor_host !== undefined || judged.is === "fail") return judged;
    // Guessed names prove a hole where there is one, never its absence.
    return unknown("the vendor's name of the backend is not stated", "backend.vendor_host in spokes.yaml");
  },
});
