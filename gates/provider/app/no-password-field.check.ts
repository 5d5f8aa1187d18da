import { defineRefusal, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import type { Page } from "../../../core/evidence/browser.ts";
import loaded from "./loaded.control.ts";

const ACCOUNT =
  /\b(sign|log)[ -]?(in|up)\b|\bregister\b|\bcreate (an |your )?account\b|\breset\b|\bforgot\b|\bmagic link\b/i;
const NEWSLETTER = /newsletter|subscribe|updates|news\b/i;
const asksWho = (type = "", name = "", label = "") =>
  type === "email" || type === "tel" || /e-?mail|user ?name|phone/i.test(`${name} ${label}`);

const judgePage = ({ path, passwordFields, forms = [], title }: Page): Judgement => {
  const at = `page ${path ?? "?"}${title ? ` ("${title}")` : ""}`;
  if ((passwordFields ?? 0) > 0) return fail(at, "no password field", `${passwordFields} password field(s)`);
  const form = forms.find(
    ({ fields = [], words = "" }) =>
      fields.some(({ type, name, label }) => asksWho(type, name, label)) &&
      ACCOUNT.test(words) &&
      !NEWSLETTER.test(words),
  );
  return form ? fail(at, "no sign-in, sign-up or reset form", form.words) : pass;
};

export default defineRefusal({
  level: "required",
  title: "No page of the app has a password field or a form to sign in, sign up or reset",
  failureTitle: "The app still has its own sign-in, sign-up or reset page",
  why: "Passwords are entered on Cargo and nowhere else. A form that is left behind keeps a second identity alive beside the hub and makes a phishing page look normal.",
  remedy: "Spoke: delete the page and its route; the Cargo button is the only way in.",
  sources: ["S0:step-2", "S2:STEP-1"],
  threat: ["RFC9700:4.16"],
  kinds: ["client"],
  needs: ["browser.front", "browser.pages"],
  control: loaded,
  judge: ({ browser: { front, pages } }) =>
    eachCase(
      [front, ...(pages.pages ?? []).filter(({ error }) => error === undefined)],
      ({ path, from }) => `${path ?? "?"} (${from ?? "?"})`,
      judgePage,
    ),
});
