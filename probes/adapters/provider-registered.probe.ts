import { defineProbe } from "../../core/probe.ts";
import { providerAdminOf, readBack, storedIn } from "./provider-admin.ts";

export default defineProbe({
  title: "reads the provider back as the backend stores it",
  kinds: ["client"],
  produces: ["provider.registered"],
  access: ["admin key"],
  gather: async ({ subject, doors, saw }) => {
    const { seen, json } = await providerAdminOf(subject, doors).list();
    const stored = storedIn(json);
    saw("provider.registered", { ...seen, ...(stored && { providers: stored.map(readBack) }) });
  },
});
