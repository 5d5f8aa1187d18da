import { defineCheck } from "../../../core/check.ts";
import { packageNamed } from "../../tenant/documented.ts";
import { eachQuestion, mustWrite } from "../../tenant/questions.ts";
import { writesOf } from "../../tenant/writers.ts";

export default defineCheck({
  level: "required",
  title: "createPackage with variables works for admin, owner and the root token",
  failureTitle: "createPackage does not work as documented",
  why: "It is the documented way to put a package into a tenant.",
  remedy:
    "Registry operator: create the package of `createPackage(input: $input)` and answer its id and name; whoever may manage packages may call it.",
  sources: ["S4:GRAPHQL-API-EXAMPLES", "S4:TOKEN-TYPES"],
  kinds: ["tenant-api"],
  needs: ["tenant.writes"],
  judge: ({ tenant: { writes } }, { spoke }) =>
    eachQuestion(
      writesOf(writes, spoke, ["root", "owner", "admin"]).filter(
        ({ operation, api }) => operation === "create_package" && api === "graphql",
      ),
      (write) => {
        const written = mustWrite(write, "tenant.writes");
        return written.is === "pass" ? packageNamed(write, write.name, "tenant.writes") : written;
      },
    ),
});
