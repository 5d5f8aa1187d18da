import { defineCheck } from "../../../core/check.ts";
import { noneIn } from "../source.ts";

/** By syntax tree; tests are no part of the app. A name that is put together at run time is not seen. */
export default defineCheck({
  level: "advisory",
  title: "The app's source makes no users and writes nothing into the auth schema",
  failureTitle: "The app's source makes users itself",
  why: "The backend provisions at the first login and links by the Cargo id. Code that makes users beside it makes accounts that no Cargo identity owns, and races with the first login.",
  remedy:
    "Spoke: delete the code named below. A trigger on auth.users that fills profiles may stay; nothing else writes there.",
  sources: ["S0:step-6", "S2:STEP-5"],
  kinds: ["client"],
  needs: ["source.provisioning"],
  judge: ({ source: { provisioning } }) => noneIn(provisioning, "no code that makes users"),
});
