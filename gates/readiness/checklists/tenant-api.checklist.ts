import { defineChecklist } from "../../../core/checklists.ts";

export default defineChecklist({
  title: "Multi-Tenant Authentication, security summary",
  source: "S4:SECURITY-SUMMARY",
  kinds: ["tenant-api"],
  items: [
    {
      text: "Valid request (own subdomain, valid token): success, returns that tenant's data",
      checks: ["endpoints/tenant-valid-request", "claims/tenant-isolation"],
    },
    {
      text: "No subdomain, valid token: error, no tenant context",
      checks: ["endpoints/tenant-context-required"],
    },
    {
      text: "Wrong subdomain, valid token: error, tenant not found (or the other tenant's data)",
      checks: ["endpoints/tenant-unknown"],
    },
    {
      text: "No token: 401 Unauthorized",
      checks: ["endpoints/tenant-token-missing"],
    },
    {
      text: "Invalid token: 401 Unauthorized",
      checks: ["endpoints/tenant-token-invalid"],
    },
  ],
});
