import { defineProbe } from "../../core/probe.ts";
import { providerAdminOf } from "./provider-admin.ts";

export default defineProbe({
  title: "reads the provider back as the backend stores it",
  kinds: ["client"],
  produces: ["provider.registered"],
  access: ["admin key"],
  gather: async ({ subject, doors, saw }) => {
    const { seen, all } = await providerAdminOf(subject, doors).list();
    saw("provider.registered", { ...seen, ...(all && { providers: all.map(({ read }) => ({ ...read })) }) });
  },
});
