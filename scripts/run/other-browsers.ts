import type { SpokesFile } from "../../core/spokes/schema.ts";
import { findOther } from "../../probes/browser/other.ts";

/** One line for each further browser that spokes.yaml names: what is started, or why it will not be tried. */
export const otherBrowserLines = (browsers: SpokesFile["browsers"]): Promise<string[]> =>
  Promise.all(
    browsers.map(async (one) => {
      const found = await findOther(one);
      return "because" in found
        ? `not tried in ${one.name}: ${found.because}`
        : `login, single sign-on and sign-out also in ${one.name} (${found.from})`;
    }),
  );
