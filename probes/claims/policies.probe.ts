import { NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { nativeBackendOf } from "./native-backend.ts";

/** Read with the service key: policies say how data is guarded, and are nobody else's to read. */
export default defineProbe({
  title: "row level security policies of the spoke's database",
  kinds: ["client"],
  produces: ["claims.policies"],
  access: ["rls probe", "admin key"],
  gather: async ({ subject, doors, saw }) => {
    const { rls, backend, id } = subject.spoke;
    if (rls.policies === undefined || backend.service_key === undefined) {
      const lacking = rls.policies === undefined ? "rls.policies" : "backend.service_key";
      throw new NotGiven(
        `the policies of ${id} may not be read`,
        `install contract/sql/cargo_gate_policies.sql and set ${lacking} in spokes.yaml`,
      );
    }
    const { seen } = await nativeBackendOf(subject, doors).call(
      rls.policies,
      doors.secret(backend.service_key),
    );
    if (seen.status === 404) {
      throw new NotGiven(
        `${rls.policies} is not in the database of ${id}`,
        "run contract/sql/cargo_gate_policies.sql there",
      );
    }
    saw("claims.policies", { answer: seen });
  },
});
