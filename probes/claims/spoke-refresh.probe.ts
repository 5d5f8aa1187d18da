import { decodeJwt } from "jose";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { sessionOf } from "../oauth/session.ts";
import { entitledUser } from "./entitled.ts";
import { type NativeBackend, nativeBackendOf } from "./native-backend.ts";
import { Obstructed, orObstacle } from "./obstacle.ts";
import { type Person, personOf } from "./person.ts";
import { afterWindow } from "./phase.ts";
import { renewalOf } from "./renewal.ts";
import { reuseCase } from "./reuse.ts";

/** as many as a person has tabs */
const AT_ONCE = 5;
const ROTATES = "claims/spoke-refresh-rotates";

const reused = async (
  { spoke }: ClientSubject,
  backend: NativeBackend,
  person: Person,
): Promise<Evidence["claims.spoke_reuse"]> => {
  const window = spoke.backend.refresh_reuse_seconds;
  const spend = async (token: string) => {
    const { exchange, refresh } = await backend.refresh(token);
    if (exchange === undefined) throw new Obstructed("the spoke was not asked", ROTATES);
    return { exchange, next: refresh };
  };
  const start = async () => (await person.atSpoke()).refresh;
  const pause = () => afterWindow(window);
  const common = { start, spend, behind: ROTATES };
  const cases = await Promise.all([
    ...(window > 0 ? [reuseCase({ name: "window", generations: 1, ...common })] : []),
    reuseCase({ name: "parent", generations: 1, ...common, pause }),
    reuseCase({ name: "grandparent", generations: 2, ...common, pause }),
  ]);
  return { window_seconds: window, cases };
};

const sessionIn = (access: string | undefined): string | undefined => {
  try {
    const id = access && decodeJwt(access).session_id;
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
};

const atOnce = async (backend: NativeBackend, person: Person): Promise<Evidence["claims.concurrent"]> => {
  const { refresh } = await person.atSpoke();
  if (refresh === undefined) throw new Obstructed("the spoke gave no refresh token", ROTATES);
  const all = await Promise.all(Array.from({ length: AT_ONCE }, () => backend.refresh(refresh)));
  const answers = all.flatMap(({ exchange }) => (exchange ? [exchange.seen] : []));
  const sessions = all.flatMap(({ access }) => sessionIn(access) ?? []);
  const next = all.findLast((one) => one.refresh !== undefined)?.refresh;
  if (next === undefined) return { answers, sessions };
  const then = await backend.refresh(next);
  const user = then.access === undefined ? undefined : await backend.whoAmI(then.access);
  return {
    answers,
    sessions,
    ...(then.exchange && { after: renewalOf(then.exchange, next, then.refresh) }),
    ...(user && { user_answer: user.seen }),
  };
};

/** Refresh tokens of the spoke's own sessions: spent ones again, and one many times at once. */
export default defineProbe({
  title: "refresh tokens of the spoke, spent and many at once",
  kinds: ["client"],
  produces: ["claims.spoke_reuse", "claims.concurrent"],
  access: ["test person"],
  gather: async ({ subject, doors, saw }) => {
    const { browser } = await sessionOf(doors, subject);
    const person = personOf(doors, subject, entitledUser(doors, subject), browser);
    const backend = nativeBackendOf(subject, doors);
    const [reuse, concurrent] = await Promise.all([
      orObstacle(() => reused(subject, backend, person)),
      orObstacle(() => atOnce(backend, person)),
    ]);
    saw("claims.spoke_reuse", reuse);
    saw("claims.concurrent", concurrent);
  },
});
