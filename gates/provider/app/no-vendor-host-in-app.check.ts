import { defineRefusal, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import loaded from "./loaded.control.ts";

export default defineRefusal({
  level: "advisory",
  title: "The app names no vendor host in its pages, scripts and storage",
  failureTitle: "The app names a vendor host",
  why: "RULE B: the vendor can be exchanged, and what names it breaks on that day. A host that stands in a script is also the way past the branded name.",
  remedy:
    "Spoke: build with the branded backend address (for Supabase: the custom domain as the client's URL) and take the vendor's out of configuration and templates.",
  sources: ["S2:RULE-B"],
  kinds: ["client"],
  needs: ["browser.front", "script.hosts"],
  control: loaded,
  judge: ({ script: { hosts } }) => {
    const { searched = 0, found = [] } = hosts;
    if (found.length === 0) return searched > 0 ? pass : unknown("nothing was searched", "a reachable app");
    return eachCase(
      found,
      ({ at, text }) => `${text} in ${at}`,
      ({ at, text }) => fail(at ?? "the app", "a branded host", text),
    );
  },
});
