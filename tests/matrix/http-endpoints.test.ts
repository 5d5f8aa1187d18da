import { holdFaultsOf } from "./over-http.ts";

await holdFaultsOf("endpoints");
