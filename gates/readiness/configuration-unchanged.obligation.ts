import { same } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "The settings that were judged are the settings now",
  failureTitle: "spokes.yaml changed after it was judged",
  why: "A verdict holds for the settings it was made with, and for no others.",
  remedy: "Run the gates again with the settings as they are now.",
  sources: ["S2:DONE-WHEN"],
  judge: ({ settings }) => same("sha256 of the settings", settings.judged, settings.now),
});
