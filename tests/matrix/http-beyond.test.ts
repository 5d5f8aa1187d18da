import { holdFaultsOf } from "./over-http.ts";

await holdFaultsOf("provider", "tripwire", "claims");
