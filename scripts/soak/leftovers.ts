import { dig } from "../../core/contract.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { providerAdminOf } from "../../probes/adapters/provider-admin.ts";
import { orObstacle } from "../../probes/claims/obstacle.ts";
import { personOf, switchingUser } from "../../probes/claims/person.ts";
import { readSettings } from "../run/settings.ts";
import { lookingDoors } from "./doors.ts";
import { type Standing, TARGET } from "./standing.ts";

/** Sentences about what runs left behind at the federation; empty when it is as it was. */
export const leftovers = async ({ spokesFile }: Standing): Promise<readonly string[]> => {
  const settings = readSettings(spokesFile);
  const subject = settings
    .subjects(TARGET)
    .find((one): one is ClientSubject => one.kind === "client" && one.spoke.pilot);
  if (!subject) return ["the settings have no pilot"];
  const doors = lookingDoors(settings);
  try {
    const { all = [] } = await providerAdminOf(subject, doors).list();
    const foreign = all.filter(({ read }) => read.identifier !== subject.spoke.provider.id);
    const user = switchingUser(doors, subject);
    const person = personOf(doors, subject, user);
    const held = await orObstacle(() => person.atHub());
    if (!("access" in held)) return [held.unreached];
    const claims = (await person.readHub(held)).idToken.token?.claims ?? {};
    const native = await orObstacle(async () => person.readSpoke(await person.atSpoke()));
    const metadata = "about" in native ? dig(native.about.session_user, ["user_metadata"]) : undefined;
    const truth = { ...user.truth, ...user.organisations[user.active_org], active_org: user.active_org };
    return [
      ...foreign.map(({ read }) => `the provider ${String(read.identifier)} is still registered`),
      ...Object.entries(truth).flatMap(([name, value]) =>
        name in claims && JSON.stringify(claims[name]) !== JSON.stringify(value)
          ? [`${user.id}'s ${name} is ${JSON.stringify(claims[name])}, was ${JSON.stringify(value)}`]
          : [],
      ),
      ...Object.keys(truth)
        .filter((name) => dig(metadata, [name]) !== undefined)
        .map((name) => `${user.id}'s own metadata holds ${name}`),
    ];
  } finally {
    await doors.close();
  }
};
