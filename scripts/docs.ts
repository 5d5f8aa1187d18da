import { join } from "node:path";
import { spokesJsonSchemaText } from "../core/spokes/json-schema.ts";
import { writeWhole } from "../probes/evidence/disk-store.ts";
import { readinessSchemaText } from "../reporters/readiness.ts";
import { checksPage } from "./docs/checks-page.ts";
import { ROOT } from "./paths.ts";
import { allFaults } from "./run/faults.ts";
import { openToolbox } from "./run/toolbox.ts";

/** Writes what is generated: docs/checks.md and the published schemas. Tests hold that the files equal this output. */
const [toolbox, faults] = await Promise.all([openToolbox(), allFaults()]);
writeWhole(join(ROOT, "docs/checks.md"), checksPage(toolbox, faults));
writeWhole(join(ROOT, "schemas/spokes.schema.json"), spokesJsonSchemaText());
writeWhole(join(ROOT, "schemas/readiness.schema.json"), readinessSchemaText());
