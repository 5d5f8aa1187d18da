/**
 * Runs in the reader's browser, as its own source text: it may use nothing from outside itself.
 * Without it the page is whole, only without filter and toggle. It writes no HTML and stores nothing.
 */
export const behaviour = (): void => {
  const root = document.documentElement;
  const theme = document.querySelector<HTMLButtonElement>(".theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const label = () => {
    if (theme) theme.textContent = isDark() ? "Light" : "Dark";
    theme?.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
  };
  theme?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    label();
  });
  dark.addEventListener("change", label);
  label();
  if (theme) theme.hidden = false;

  const form = document.querySelector<HTMLFormElement>(".filter");
  const rows = [...document.querySelectorAll<HTMLElement>(".row")];
  const field = (name: string) => form?.elements.namedItem(name) as RadioNodeList | HTMLInputElement | null;
  const apply = () => {
    const text = (field("text")?.value ?? "").trim().toLowerCase();
    const gate = field("gate")?.value ?? "";
    const outcome = field("outcome")?.value ?? "";
    let shown = 0;
    for (const row of rows) {
      const fits =
        (gate === "" || row.dataset.gate === gate) &&
        (outcome === "" || row.dataset.outcome === outcome) &&
        text.split(/\s+/).every((word) => row.dataset.find?.includes(word));
      row.hidden = !fits;
      if (fits) shown++;
    }
    for (const room of document.querySelectorAll<HTMLElement>(".room")) {
      room.hidden = !room.querySelector(".row:not([hidden])");
    }
    const said = document.querySelector(".shown");
    if (said)
      said.textContent = shown === rows.length ? `${shown} checks` : `${shown} of ${rows.length} checks`;
  };
  const choose = (name: string, value: string) => {
    const one = field(name);
    if (one) one.value = value;
  };

  /** `#endpoints/discovery-answers` opens that row; `#checks?gate=1&outcome=fail` sets the filter. */
  const follow = () => {
    const [id = "", query] = decodeURIComponent(location.hash.slice(1)).split("?");
    if (query !== undefined) {
      const asked = new URLSearchParams(query);
      for (const name of ["gate", "outcome", "text"]) choose(name, asked.get(name) ?? "");
      apply();
    }
    const target = document.getElementById(id);
    if (!target) return;
    if (target instanceof HTMLDetailsElement) target.open = true;
    if (target.hidden) {
      form?.reset();
      apply();
    }
    if (query !== undefined) target.scrollIntoView();
  };
  form?.addEventListener("input", apply);
  form?.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  if (form) form.hidden = false;
  apply();
  follow();

  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>(".finding .fold, .group .fold"))
      fold.open = true;
  });
};
