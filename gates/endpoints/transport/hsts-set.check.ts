import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";
import { summary } from "../reading.ts";

export default defineCheck({
  level: "advisory",
  title: "Every host tells browsers to stay on https",
  failureTitle: "A host does not tell browsers to stay on https",
  why: "Without it the first request of a visit may travel in the clear and be redirected by anybody.",
  remedy:
    "Whoever runs the host: send Strict-Transport-Security with a max-age above zero on every https answer.",
  sources: ["RFC6797:6.1"],
  kinds: ["hub", "client", "account-home", "tenant-api"],
  needs: ["http.secure"],
  judge: ({ http }) =>
    eachCase(
      http.secure.attempts ?? [],
      ({ name }) => name ?? "host",
      ({ name, answer }) => {
        if (answer?.status === undefined) {
          const because = `${name}: ${summary(answer)}`;
          return unknown(because, "a host that answers", { evidence: "http.secure", because });
        }
        const policy = answer.headers?.["strict-transport-security"] ?? "absent";
        return /max-age\s*=\s*"?0*[1-9]/i.test(policy)
          ? pass
          : fail(`https://${name} strict-transport-security`, "max-age above zero", policy, answer.exchange);
      },
    ),
});
