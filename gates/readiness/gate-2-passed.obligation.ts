import { gatePassed } from "./gate-passed.ts";

export default gatePassed(
  2,
  "If the backend does not honour the manual settings, the rollout pauses for architecture review: no cutover.",
);
