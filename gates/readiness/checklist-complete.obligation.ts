import { eachCase, fail, pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "Every item of the checklists is proven or attested",
  failureTitle: "Items of the checklists are not fulfilled",
  why: "The guides say when a system is done. An item that nobody proved is not done.",
  remedy:
    "Mend what the item's checks name; where a person is asked, add an attestation with a link to spokes.yaml.",
  sources: ["S0:TEST-CHECKLIST", "S1:TEST-CHECKLIST", "S2:DONE-WHEN", "S4:SECURITY-SUMMARY"],
  appliesTo: ({ checklists }) => checklists.length > 0,
  judge: ({ checklists }) =>
    eachCase(
      checklists.flatMap(({ title, items }) => items.map((item, index) => ({ title, index, item }))),
      ({ title, index, item }) => `${title}, ${index + 1}: ${item.text}`,
      ({ item }) => {
        const { state, because = "", resolvedBy = "a complete run" } = item;
        if (state === "failed") return fail(item.text, "proven or attested", because);
        return state === "unknown" ? unknown(because, resolvedBy) : pass;
      },
    ),
});
