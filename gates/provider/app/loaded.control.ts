import { all, blockedBy, defineControl, pass, unknown } from "../../../core/check.ts";

/** While the app does not load, what it does not show proves nothing. */
export default defineControl({
  name: "the app's front page loads and shows something, and a random path was answered",
  needs: ["browser.front", "browser.pages"],
  judge: ({ browser: { front, pages } }, { spoke }) =>
    all([
      (front.controls ?? []).length > 0
        ? pass
        : blockedBy("provider/one-button", "the front page shows no control at all"),
      ...[front, (pages.pages ?? []).find(({ from }) => from === "random")].map((page) =>
        page?.status !== undefined && page.error === undefined
          ? pass
          : unknown(`${spoke.app} did not load: ${page?.error ?? "not looked at"}`, "a reachable app"),
      ),
    ]),
});
