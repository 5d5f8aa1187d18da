import { all, defineRefusal, eachCase, type Judgement, pass } from "../../../core/check.ts";
import type { Question } from "../../../core/evidence/tenant.ts";
import { judgeGuess } from "../../tenant/guesses.ts";
import { judgeTotals, ownTotals } from "../../tenant/own-counts.ts";
import { said, words, wrong } from "../../tenant/questions.ts";
import { readsOwn } from "../../tenant/reads-own.control.ts";

/** Whoever asks, and whatever is answered: nothing of the other tenant is in it. */
const nothingForeign = (question: Question): Judgement => {
  const { at = "", shows = {} } = question;
  const foreign = Object.keys(shows).filter((tenant) => tenant !== at);
  return foreign.length === 0 ? pass : wrong(question, `nothing of ${foreign.join(", ")}`, said(question));
};

export default defineRefusal({
  level: "required",
  title: "Nothing of one tenant is told in another: no data, no existence, no count",
  failureTitle: "Something of one tenant is told in another",
  why: "Tenants are competitors on one machine. An id, a cursor, a filter or an alias that is looked up without its tenant shows one of them the packages and customers of the other.",
  remedy:
    "Registry operator: add the tenant to every query at the lowest layer (row-level security, or a repository that cannot be called without it): lists, counts, single rows by id or name, cursors, filters, batches and error messages alike. Answer what is another's like what does not exist.",
  sources: ["S4:TENANT-ISOLATION", "S4:HOW-IT-WORKS"],
  threat: ["OWASPAPI:API1", "OWASPAPI:API3"],
  kinds: ["tenant-api"],
  needs: ["tenant.inventory", "tenant.reads", "tenant.guesses", "tenant.composer"],
  control: readsOwn,
  judge: ({ tenant: { inventory, reads, guesses, composer } }) => {
    const heard = (questions: readonly Question[] = []) => questions.filter(({ answer }) => answer);
    const [read, fetched] = [heard(reads.questions), heard(composer.attempts)];
    const answered = [...read, ...fetched];
    const places = Map.groupBy(answered, ({ caller: _, ...question }) => words(question));
    const totals = (inventory.tenants ?? []).flatMap(judgeTotals);
    const things: readonly { readonly name: string; readonly judge: () => Judgement }[] = [
      ...[...places].map(([place, questions]) => ({
        name: `${place}, ${questions.length} requests`,
        judge: () => all(questions.map(nothingForeign)),
      })),
      ...totals.map(([name, judgement]) => ({ name, judge: () => judgement })),
      ...(guesses.attempts ?? []).map((guess) => ({
        name: `${guess.name}: ${words(guess)}`,
        judge: () => judgeGuess(guess, ownTotals(inventory, guess.at)),
      })),
    ];
    // each kind of look must be there: one alone proves little
    const looks = [read, fetched, inventory.tenants ?? [], heard(guesses.attempts)];
    const looked = looks.every(({ length }) => length > 0);
    return eachCase(
      looked ? things : [],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
