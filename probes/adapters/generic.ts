import { NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { SpokeState } from "./spoke-state.ts";

/** Any backend: only what the browser shows is seen, the rest is asked of a person (attestations). */
export const genericState = ({ spoke }: ClientSubject): SpokeState => {
  const unsaid = (what: string) => () => {
    throw new NotGiven(
      `the backend of ${spoke.id} has no known way to tell ${what}`,
      "attest it in spokes.yaml",
    );
  };
  return {
    sessionIn: () => undefined,
    endsSession: () => false,
    whoAmI: unsaid("who a token belongs to"),
    usersWith: unsaid("which users it keeps"),
    startUrl: unsaid("where a login starts"),
  };
};
