import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import { NOT_BUILT } from "../../gates/readiness/checklists/not-built.ts";
import { readExpectations } from "../agreement/data.ts";
import { UsageError } from "../usage-error.ts";
import type { Settings } from "./settings.ts";
import type { Toolbox } from "./toolbox.ts";

/** A waiver or attestation of a name that nothing bears would stand there for ever and do nothing: it is a mistake. */
export const refuseUnknownNames = (
  { path, texts }: Pick<Settings, "path" | "texts">,
  { checks, obligations, checklists }: Toolbox,
): void => {
  const questions = checklists.flatMap(({ value }) =>
    value.items.flatMap(({ question }) => (question ? [question.id] : [])),
  );
  const known = [
    ...checks.map(({ id }) => id),
    ...obligations.map(({ id }) => id),
    ...questions,
    ...NOT_BUILT,
  ];
  const systems = Object.keys(readExpectations().systems);
  const loaded = loadSpokesFile(texts.spokes, path, { checks: known, systems });
  if (!loaded.ok) throw new UsageError(tellErrors(loaded.errors));
};
