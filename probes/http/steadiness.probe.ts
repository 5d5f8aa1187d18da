import { defineProbe } from "../../core/probe.ts";

export default defineProbe({
  title: "How steadily the hosts could be reached",
  kinds: ["client", "tenant-api"],
  produces: ["steadiness.hosts"],
  access: ["public"],
  // it counts what all the others met
  alone: "after",
  gather: async ({ doors, saw }) => {
    saw("steadiness.hosts", {
      hosts: doors.steadiness().map(({ host, requests, dropped }) => ({
        host,
        requests,
        dropped: { ...dropped },
      })),
    });
  },
});
