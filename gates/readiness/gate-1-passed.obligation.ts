import { gatePassed } from "./gate-passed.ts";

export default gatePassed(
  1,
  "A spoke that logs in through endpoints nobody proved fails its users on the first day.",
);
