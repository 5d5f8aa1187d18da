import { holdFaults } from "./over-http.ts";

await holdFaults((room) => room === "endpoints");
