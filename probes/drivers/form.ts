import { type HTMLElement, parse } from "node-html-parser";
import type { HubSettings } from "../../core/spokes/schema.ts";

/** A form as a person would send it. */
export interface Filled {
  readonly kind: "login" | "consent";
  readonly action: string;
  readonly method: string;
  readonly body: URLSearchParams;
}
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Words of a control that refuses. */
export const DENIES = /\b(?:deny|denied|cancel|reject|refuse|decline|abort|back|no)\b/i;
const typeOf = (input: HTMLElement): string => (input.getAttribute("type") ?? "text").toLowerCase();
const nameOf = (element: HTMLElement): string => element.getAttribute("name") ?? "";

const submitters = (form: HTMLElement): HTMLElement[] =>
  form
    .querySelectorAll("button, input")
    .filter((one) =>
      one.rawTagName.toLowerCase() === "button"
        ? ["submit", ""].includes((one.getAttribute("type") ?? "").toLowerCase())
        : ["submit", "image"].includes(typeOf(one)),
    );
const says = (button: HTMLElement): string =>
  [nameOf(button), button.getAttribute("value") ?? "", button.text].join(" ").replaceAll("_", " ");

/** The button that agrees: the declared one, else the first that does not refuse. */
const agreeing = (form: HTMLElement, login: HubSettings["login"]): HTMLElement | undefined => {
  const buttons = submitters(form);
  const declared = login.driver === "http" ? login.consent : undefined;
  const named = declared
    ? buttons.find((one) => nameOf(one) === declared.name && one.getAttribute("value") === declared.value)
    : undefined;
  return named ?? buttons.find((one) => !DENIES.test(says(one)));
};

const fieldsOf = (form: HTMLElement): URLSearchParams => {
  const body = new URLSearchParams();
  for (const input of form.querySelectorAll("input, select, textarea")) {
    const name = nameOf(input);
    const type = typeOf(input);
    if (!name || ["submit", "image", "button", "reset", "file"].includes(type)) continue;
    if ((type === "checkbox" || type === "radio") && !input.hasAttribute("checked")) continue;
    const option = input.querySelector("option[selected]") ?? input.querySelector("option");
    body.append(name, input.getAttribute("value") ?? option?.getAttribute("value") ?? "");
  }
  return body;
};

const fieldFor = (form: HTMLElement, declared: string, types: readonly string[]): string => {
  const inputs = form.querySelectorAll("input");
  const found =
    inputs.find((one) => nameOf(one) === declared) ?? inputs.find((one) => types.includes(typeOf(one)));
  return found ? nameOf(found) : declared;
};

/**
 * Reads the form of a sign-in or consent page and fills it. Undefined when the page has none,
 * "credentials" when it asks for a password and nobody's was given.
 */
export const fillForm = (
  page: string,
  login: HubSettings["login"],
  who: Credentials | undefined,
): Filled | "credentials" | undefined => {
  const forms = parse(page).querySelectorAll("form");
  const asksPassword = (form: HTMLElement) => form.querySelector('input[type="password"]') !== null;
  const form = forms.find(asksPassword) ?? forms.find((one) => agreeing(one, login) !== undefined);
  if (!form) return undefined;
  const body = fieldsOf(form);
  const kind = asksPassword(form) ? "login" : "consent";
  if (kind === "login") {
    if (!who) return "credentials";
    const names = login.driver === "http" ? login.fields : { email: "email", password: "password" };
    body.set(fieldFor(form, names.email, ["email", "text"]), who.email);
    body.set(fieldFor(form, names.password, ["password"]), who.password);
  }
  const button = agreeing(form, login);
  if (button && nameOf(button)) body.append(nameOf(button), button.getAttribute("value") ?? "");
  return {
    kind,
    action: form.getAttribute("action") ?? "",
    method: (form.getAttribute("method") ?? "get").toUpperCase(),
    body,
  };
};
