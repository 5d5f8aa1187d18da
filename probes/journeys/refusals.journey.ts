import { NotGiven } from "../../core/doors.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { type Scene, seenAt, untilButton } from "./at-app.ts";
import { defineJourney } from "./journey.ts";
import { visit } from "./page.ts";
import { afterErrors } from "./provider-errors.ts";
import { signIn } from "./sign-in.ts";
import { leaveRefusal, turnBack } from "./turn-back.ts";

/** A browser that nothing moves in for so long has been told no. */
const PATIENCE = 12;

/** Logins that must not end in the app, each in a browser of its own where nobody is signed in. */
export default defineJourney({
  title: "is refused, turns back at the hub, and meets errors of the provider",
  kinds: ["client"],
  produces: ["refusal.unentitled", "refusal.cancel", "refusal.errors"],
  access: ["test person"],
  touches: ["spoke.users"],
  walk: async ({ open, subject, user, doors, saw, missed, shot, wants }) => {
    const { spoke } = subject;
    const { timeoutMs } = doors.reach;
    const state = spokeStateOf(subject, doors);
    const begin = async () => {
      const scene: Scene = { subject, session: await open(), state, timeoutMs };
      const page = await scene.session.context.newPage();
      await visit(page, `${spoke.app}/`, timeoutMs);
      await untilButton(page, scene);
      return { scene, page };
    };

    const unentitled = async () => {
      const id = spoke.users.unentitled;
      if (id === undefined) {
        return missed(
          "refusal.unentitled",
          `no person without a grant for ${spoke.id} is declared: users.unentitled`,
        );
      }
      const person = user(id);
      const rows = async () => {
        try {
          return {
            rows: (await state.usersWith(person.email)).map(({ id: row, createdAt }) => ({
              ...(row && { id: row }),
              ...(createdAt && { createdAt }),
            })),
          };
        } catch (error) {
          if (error instanceof NotGiven) return { unread: error.message };
          throw error;
        }
      };
      const { scene, page } = await begin();
      const before = await rows();
      const { seen, page: last } = await signIn(
        page,
        { ...scene, person, patienceMs: timeoutMs / PATIENCE },
        0,
      );
      await shot(last, "unentitled", "A person without a grant for this app");
      const left = await leaveRefusal(last, scene);
      const after = await rows();
      saw("refusal.unentitled", {
        user: id,
        login: seen,
        ...(left !== undefined && { left }),
        app: await seenAt(last, scene),
        ...(before.rows && { before: before.rows }),
        ...(after.rows && { after: after.rows }),
        ...((before.unread ?? after.unread) && { unread: before.unread ?? after.unread }),
      });
    };
    const cancel = async () => {
      const { scene, page } = await begin();
      const onBack = (by: string) => shot(page, "cancelled", `After turning back at the hub by "${by}"`);
      saw("refusal.cancel", await turnBack(page, scene, onBack));
    };
    const errors = async () => {
      const { scene, page } = await begin();
      saw("refusal.errors", await afterErrors(page, scene, doors));
      await shot(page, "error-explained", "What the app says when the provider reports an error");
    };
    await Promise.all([
      wants("refusal.unentitled") && unentitled(),
      wants("refusal.cancel", "refusal.errors") && cancel().then(errors),
    ]);
  },
});
