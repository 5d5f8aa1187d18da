import { defineDerived } from "../../core/derived.ts";

export default defineDerived({
  title: "The ten onboarding steps are told as Done, In progress or Planned",
  why: "The sequence of the JWKS Trust Model guide is how people follow a rollout. A step is not Done while one that it rests on is not.",
  shown: "The fleet page.",
  heldBy: ["tests/readiness/onboarding.test.ts"],
  sources: ["S3:GATE-4"],
  kinds: ["client"],
  needs: [],
});
