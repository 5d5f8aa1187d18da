import type { Page } from "@playwright/test";
import type { Doors } from "../../core/doors.ts";
import type { Login } from "../../core/evidence/browser.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Remains } from "../../core/evidence/session.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { forgetSession, type Scene, untilButton } from "./at-app.ts";
import type { Person } from "./journey.ts";
import { endSessionOf } from "./leave.ts";
import { storedBy, visit } from "./page.ts";
import { peerOf } from "./peer.ts";
import { nativeThings, orWhyNot, thingsOf, tryAll } from "./remains.ts";
import { signIn } from "./sign-in.ts";

interface Peer {
  readonly page: Page;
  readonly scene: Scene;
  readonly before: Login;
}
export interface Standing {
  readonly again: (endedAt: number) => Promise<Remains[]>;
  readonly because: string | undefined;
  readonly peer: Peer | undefined;
}

/** Signs in at the other declared spoke, in a second tab: the hub's session must do. */
const signInAtPeer = async (scene: Scene, person: Person, doors: Doors): Promise<Peer | undefined> => {
  const { session, subject, timeoutMs } = scene;
  const other = peerOf(subject);
  if (other === undefined) return undefined;
  const there: Scene = { session, subject: other, state: spokeStateOf(other, doors), timeoutMs };
  const page = await session.context.newPage();
  await visit(page, `${other.spoke.app}/`, timeoutMs);
  await untilButton(page, there);
  const { seen } = await signIn(page, { ...there, person, silent: true }, session.watch.mark());
  return { page, scene: there, before: seen };
};

/** Everything that stands for the person while they are signed in: at the hub, at the spoke, at another spoke. */
export const beforeSignOut = async (
  page: Page,
  scene: Scene,
  person: Person,
  doors: Doors,
): Promise<Standing> => {
  const { context } = scene.session;
  const native = scene.state.sessionIn(await storedBy(page, context));
  const peer = await signInAtPeer(scene, person, doors);
  const known = await orWhyNot(() => thingsOf(scene, native, doors));
  const because = "because" in known ? known.because : undefined;
  const own = "because" in known ? nativeThings(scene, native, doors) : known;
  const there =
    peer &&
    nativeThings(
      peer.scene,
      peer.scene.state.sessionIn(await storedBy(peer.page, context)),
      doors,
      `${peer.scene.subject.id}'s`,
    );
  return { again: await tryAll([...own, ...(there ?? [])]), because, peer };
};

/** The same after the sign-out; then the next click at the spoke, and at the other one. */
export const afterSignOut = async (
  page: Page,
  scene: Scene,
  person: Person,
  { again, because, peer }: Standing,
  endedAt: number,
): Promise<Evidence["session.remains"]> => {
  const { session, timeoutMs } = scene;
  const things = await again(endedAt);
  let peerAfter: Login | undefined;
  if (peer) {
    // the page forgets it, and then nobody could end it any more
    await endSessionOf(peer.page, session.context, peer.scene.state);
    await forgetSession(peer.page, session);
    await visit(peer.page, `${peer.scene.subject.spoke.app}/`, timeoutMs);
    await untilButton(peer.page, peer.scene);
    const route = { ...peer.scene, person, silent: true as const };
    peerAfter = (await signIn(peer.page, route, session.watch.mark())).seen;
    await endSessionOf(peer.page, session.context, peer.scene.state);
    await peer.page.close();
  }
  await visit(page, `${scene.subject.spoke.app}/`, timeoutMs);
  await untilButton(page, scene);
  const click = await signIn(page, { ...scene, person, silent: true }, session.watch.mark());
  return {
    things,
    ...(because !== undefined && { unreached: because }),
    again: click.seen,
    ...(peer && peerAfter
      ? { peer: peer.scene.subject.id, peerBefore: peer.before, peerAfter }
      : { noPeer: "no second spoke is declared: peer" }),
  };
};
