import { gatePassed } from "./gate-passed.ts";

export default gatePassed(
  3,
  "A spoke that authenticates but lacks the identity contract is a failed migration.",
);
