import { fail, type Judgement, pass, unknown } from "../../core/check.ts";

/** No native session lies in the page. A backend whose sessions are not known by their looks leaves that open. */
export const noneHeld = (held: boolean | undefined, at: string, actual: unknown = "a session"): Judgement => {
  if (held === undefined)
    return unknown(
      `${at}: the sessions of this backend are not known by their looks`,
      "an attestation in spokes.yaml",
    );
  return held ? fail(at, "no session", actual) : pass;
};
