import { defineProbe } from "../../core/probe.ts";
import { tryComposer } from "./composer-client.ts";

export default defineProbe({
  title: "What a real Composer reads, where one is installed",
  kinds: ["tenant-api"],
  produces: ["tenant.composer_client"],
  access: ["tenant tokens"],
  gather: async ({ subject, doors, saw }) => saw("tenant.composer_client", await tryComposer(doors, subject)),
});
