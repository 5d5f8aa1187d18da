import { holdFaults } from "./over-http.ts";

await holdFaults((room) => !["endpoints", "claims", "tenant"].includes(room));
