import { holdFaults } from "./over-http.ts";

await holdFaults((room) => room === "tenant", { spoke: "packages", checks: 25 });
