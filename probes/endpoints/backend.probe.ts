import { NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { isSecret, taintUrl } from "../http/secrets.ts";

export default defineProbe({
  title: "The spoke's own backend at its branded host",
  kinds: ["client"],
  produces: ["backend.live", "backend.start"],
  access: ["public"],
  gather: async ({ subject, doors, saw, missed }) => {
    const { spoke } = subject;
    const state = spokeStateOf(subject, doors);
    const start = async () => {
      const exchange = await doors.http.send(state.startUrl(spoke.app));
      const location = URL.parse(exchange.headers.location ?? "");
      if (!location) return saw("backend.start", { answer: exchange.seen });
      taintUrl(location.href, doors.taint);
      const params = [...location.searchParams].map(([name, value]): [string, string] => [
        name,
        isSecret(name, value) ? `‹${name}›` : value,
      ]);
      const target = `${location.origin}${location.pathname}`;
      saw("backend.start", { answer: exchange.seen, target, params: Object.fromEntries(params) });
    };
    const live = async () => {
      const attempts = await Promise.all(
        state.alive().map(async ({ name, url, ask, version }) => {
          const exchange = await ask();
          return { attempt: { name, sent: url, answer: exchange.seen }, version: version?.(exchange) };
        }),
      );
      const version = attempts.find((one) => one.version !== undefined)?.version;
      saw("backend.live", {
        attempts: attempts.map(({ attempt }) => attempt),
        ...(version !== undefined && { version }),
      });
    };
    const orMissed = async (name: "backend.live" | "backend.start", look: () => Promise<void>) => {
      try {
        await look();
      } catch (error) {
        if (!(error instanceof NotGiven)) throw error;
        missed(name, error.message);
      }
    };
    await Promise.all([orMissed("backend.live", live), orMissed("backend.start", start)]);
  },
});
