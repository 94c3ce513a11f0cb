// Drives every users operation of the product's public client against Latchkey. The client is
// unmodified; only its base address is set.
"use strict";

const assert = require("node:assert/strict");
const { client, v2 } = require("@datadog/datadog-api-client");

const { LATCHKEY_URL, LATCHKEY_API_KEY, LATCHKEY_APP_KEY, LATCHKEY_ACCESS_TOKEN } = process.env;
const mark = Date.now().toString(36);
const unknown = "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e";

function configuration(apiKey, appKey, accessToken) {
  const authMethods = { apiKeyAuth: apiKey, appKeyAuth: appKey };
  if (accessToken) {
    authMethods.AuthZ = { accessToken };
  }
  const made = client.createConfiguration({
    baseServer: new client.BaseServerConfiguration(LATCHKEY_URL, {}),
    authMethods,
  });
  made.unstableOperations["v2.anonymizeUsers"] = true;
  return made;
}

const keys = configuration(LATCHKEY_API_KEY, LATCHKEY_APP_KEY);
const users = new v2.UsersApi(keys);
const roles = new v2.RolesApi(keys);

// What the client could not make sense of anywhere in an answer is marked so.
function understood(value, path = "answer") {
  if (value && typeof value === "object" && !(value instanceof Date)) {
    assert.ok(!value._unparsed, `${path} was not understood: ${JSON.stringify(value)}`);
    assert.ok(!("unparsedObject" in value), `${path} was not understood`);
    for (const [name, each] of Object.entries(value)) {
      understood(each, `${path}.${name}`);
    }
  }
  return value;
}

async function refused(status, asked) {
  const failure = await asked.then(
    () => assert.fail(`it was not refused with ${status}`),
    (cause) => cause,
  );
  assert.equal(failure.code, status, String(failure));
  assert.ok(Array.isArray(failure.body.errors), `no list of errors: ${failure.body}`);
  assert.ok(failure.body.errors.every((each) => typeof each === "string"));
  return failure.body.errors;
}

async function create(email, roleId) {
  const made = await users.createUser({
    body: {
      data: {
        type: "users",
        attributes: { email, name: "Grace Hopper", title: "Rear Admiral" },
        relationships: { roles: { data: [{ id: roleId, type: "roles" }] } },
      },
    },
  });
  return understood(made).data;
}

function update(id, attributes, bodyId = id) {
  return { userId: id, body: { data: { id: bodyId, type: "users", attributes } } };
}

async function collected(pageSize) {
  const all = [];
  for await (const user of users.listUsersWithPagination({ pageSize })) {
    all.push(understood(user));
  }
  return all;
}

const steps = {
  async rolesAndPermissions() {
    const permissions = understood(await roles.listPermissions()).data;
    assert.ok(permissions.some((each) => each.attributes.name === "user_access_read"));
    const page = understood(await roles.listRoles({ pageSize: 2, filter: "member" }));
    assert.equal(page.meta.page.totalFilteredCount, 1);
    steps.member = page.data[0].id;
    understood(await roles.getRole({ roleId: steps.member }));
  },

  async createUser() {
    const made = await create(`Grace.${mark}@Example.org`, steps.member);
    assert.equal(made.attributes.email, `grace.${mark}@example.org`);
    assert.equal(made.attributes.handle, `grace.${mark}@example.org`);
    assert.equal(made.attributes.status, "Pending");
    assert.equal(made.attributes.verified, false);
    assert.ok(made.attributes.createdAt instanceof Date);
    steps.grace = made.id;
    await refused(400, create(`grace.${mark}@example.org`, steps.member));
  },

  async listUsers() {
    const page = understood(
      await users.listUsers({
        pageSize: 5,
        pageNumber: 0,
        sort: "name",
        sortDir: "desc",
        filter: "grace",
        filterStatus: "Active,Pending",
      }),
    );
    assert.deepEqual(page.data.map((each) => each.id), [steps.grace]);
    assert.equal(page.meta.page.totalCount, 2);
    assert.equal(page.meta.page.totalFilteredCount, 1);
    assert.ok(page.included.length > 0);
    await refused(400, users.listUsers({ sort: "height" }));
  },

  async listUsersWithPagination() {
    for (let number = 0; number < 4; number++) {
      await create(`paged${number}.${mark}@example.org`, steps.member);
    }
    for (const pageSize of [1, 2, 3, 4, 6, 10]) {
      const ids = (await collected(pageSize)).map((each) => each.id);
      assert.equal(ids.length, 6, `pages of ${pageSize}`);
      assert.equal(new Set(ids).size, 6);
    }
  },

  async getUser() {
    const found = understood(await users.getUser({ userId: steps.grace }));
    assert.equal(found.data.attributes.name, "Grace Hopper");
    assert.equal(found.data.relationships.roles.data[0].id, steps.member);
    assert.deepEqual(await refused(404, users.getUser({ userId: unknown })), [
      `${unknown} not found`,
    ]);
    await refused(404, users.getUser({ userId: "nobody" }));
  },

  async updateUser() {
    const after = understood(await users.updateUser(update(steps.grace, { name: "Amazing" })));
    assert.equal(after.data.attributes.name, "Amazing");
    assert.equal(after.data.attributes.title, "Rear Admiral");
    await refused(422, users.updateUser(update(steps.grace, { name: "No" }, "not-a-uuid")));
    await refused(404, users.updateUser(update(unknown, { name: "No" })));
    await refused(400, users.updateUser(update(steps.grace, { email: "no address" })));
  },

  async invitations() {
    const sent = understood(
      await users.sendInvitations({
        body: {
          data: [
            {
              type: "user_invitations",
              relationships: { user: { data: { id: steps.grace, type: "users" } } },
            },
          ],
        },
      }),
    );
    const [invitation] = sent.data;
    assert.equal(invitation.attributes.uuid, invitation.id);
    const hours = (invitation.attributes.expiresAt - invitation.attributes.createdAt) / 3_600_000;
    assert.equal(Math.round(hours), 48);
    const asked = { userInvitationUuid: invitation.id };
    assert.equal(understood(await users.getInvitation(asked)).data.id, invitation.id);
    await users.deleteUserInvitations({ userId: steps.grace });
    await refused(404, users.getInvitation(asked));
    await refused(400, users.sendInvitations({ body: { data: [] } }));
  },

  async organizationsAndPermissions() {
    const orgs = understood(await users.listUserOrganizations({ userId: steps.grace }));
    assert.ok(orgs.data.relationships.org.data.id);
    const held = understood(await users.listUserPermissions({ userId: steps.grace }));
    assert.deepEqual(held.data, []);
    await refused(404, users.listUserOrganizations({ userId: unknown }));
    await refused(404, users.listUserPermissions({ userId: unknown }));
  },

  async currentUser() {
    const me = understood(await users.getCurrentUser());
    assert.equal(me.data.attributes.status, "Active");
    assert.ok(me.included.length > 2);
    steps.me = me.data.id;
    const after = understood(
      await users.updateCurrentUser(update(me.data.id, { name: "Ada", title: "Countess" })),
    );
    assert.equal(after.data.attributes.name, "Ada");
    await refused(422, users.updateCurrentUser(update(steps.grace, { name: "No" })));
    const own = understood(await users.listUserPermissions({ userId: me.data.id }));
    assert.ok(own.data.length > 5);
  },

  async disableUser() {
    await users.disableUser({ userId: steps.grace });
    const after = understood(await users.getUser({ userId: steps.grace }));
    assert.equal(after.data.attributes.status, "Disabled");
    assert.equal(after.data.attributes.disabled, true);
    await refused(404, users.disableUser({ userId: steps.grace }));
  },

  async anonymizeUsers() {
    const done = understood(
      await users.anonymizeUsers({
        body: {
          data: {
            type: "anonymize_users_request",
            attributes: { userIds: [steps.grace, unknown] },
          },
        },
      }),
    );
    assert.deepEqual(done.data.attributes.anonymizedUserIds, [steps.grace]);
    assert.deepEqual(
      done.data.attributes.anonymizeErrors.map((each) => each.userId),
      [unknown],
    );
    await refused(404, users.getUser({ userId: steps.grace }));
  },

  async credentials() {
    const all = configuration(LATCHKEY_API_KEY, LATCHKEY_APP_KEY, LATCHKEY_ACCESS_TOKEN);
    understood(await new v2.UsersApi(all).listUsers());
    const bearer = configuration(undefined, undefined, LATCHKEY_ACCESS_TOKEN);
    understood(await new v2.UsersApi(bearer).getUser({ userId: steps.me }));
    for (const wrong of [
      configuration("tot_wrong", LATCHKEY_APP_KEY),
      configuration(LATCHKEY_API_KEY, "tpt_wrong"),
      configuration(LATCHKEY_APP_KEY, LATCHKEY_API_KEY),
    ]) {
      await refused(403, new v2.UsersApi(wrong).getCurrentUser());
      await refused(403, new v2.UsersApi(wrong).listUsers());
    }
  },
};

async function main() {
  for (const [name, step] of Object.entries(steps)) {
    await step();
    console.log(`${name} works`);
  }
}

main().catch((cause) => {
  console.error(cause);
  process.exitCode = 1;
});
