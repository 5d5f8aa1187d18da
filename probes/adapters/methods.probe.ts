import { defineProbe } from "../../core/probe.ts";
import { spokeStateOf } from "./spoke-state.ts";

export default defineProbe({
  title: "reads which ways in the backend reports as switched on",
  kinds: ["client"],
  produces: ["entry.methods"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const { asked, methods } = await spokeStateOf(subject, doors).methods();
    saw("entry.methods", { answer: asked.seen, ...(methods && { methods: [...methods] }) });
  },
});
