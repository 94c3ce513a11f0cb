// Drives the operations of the surface with the public client of ServiceStack, on which the product
// stands. The client is unmodified; only its base address is set.
"use strict";

const assert = require("node:assert/strict");
const { JSV, JsonServiceClient } = require("@servicestack/client");

const { LATCHKEY_URL, LATCHKEY_OWNER, LATCHKEY_MEMBER, LATCHKEY_PASSWORD } = process.env;
const mark = Date.now().toString(36);
const other = "nine brass wheels turning slowly";

function address(name) {
  return `${name}.${mark}@example.org`;
}

async function signedIn(userName, password = LATCHKEY_PASSWORD) {
  const made = new JsonServiceClient(LATCHKEY_URL);
  const answer = await made.postToUrl("/auth/credentials", {
    UserName: userName,
    Password: password,
    RememberMe: true,
  });
  made.bearerToken = answer.BearerToken;
  return { made, answer };
}

// The client's own error, not one that it makes of a status it can't read.
async function refused(code, asked) {
  const failure = await asked.then(
    () => assert.fail(`it was not refused with ${code}`),
    (cause) => cause,
  );
  const status = failure.responseStatus;
  assert.ok(status, String(failure));
  assert.equal(status.errorCode, code);
  assert.ok(status.message.length > 0);
  assert.ok(Array.isArray(status.errors));
  return status;
}

let client;

const steps = {
  async signingIn() {
    const { made, answer } = await signedIn(LATCHKEY_OWNER);
    client = made;
    assert.equal(answer.UserName, LATCHKEY_OWNER);
    assert.deepEqual(answer.Roles, ["owner"]);
    assert.ok(answer.Permissions.includes("UserManage"));
    assert.equal(client.cookies["ss-tok"].value, answer.BearerToken);
    const own = await client.get(`/users/${LATCHKEY_OWNER}`);
    assert.equal(own.Email, LATCHKEY_OWNER);
    await refused("InvalidCredentials", signedIn(LATCHKEY_OWNER, "seven moons"));
    const empty = await refused("InvalidRequest", client.postToUrl("/auth/credentials", {}));
    assert.deepEqual(empty.errors.map((each) => each.fieldName).sort(), ["Password", "UserName"]);
  },

  async adding() {
    const added = await client.postToUrl("/users/add", {
      UserDetails: {
        UserName: `grace.${mark}`,
        FirstName: "Grace",
        Email: address("grace"),
        Roles: ["member"],
        Groups: [],
      },
      Version: 3,
    });
    assert.equal(added.UserName, `grace.${mark}`);
    assert.equal(added.Version, 3);
    steps.grace = added.UserName;
    steps.graceOnce = added.GeneratedPassword;
    assert.ok(steps.graceOnce.length >= 20);
    const again = { Email: address("grace") };
    await refused("EmailTaken", client.postToUrl("/users/add", again));
    await refused("EmailInvalid", client.postToUrl("/users/add", { Email: "none" }));
  },

  async addingByQuery() {
    const details = {
      UserName: `joe.${mark}`,
      Email: address("joe"),
      FirstName: 'Joe, "the" 2nd: [{joe}]',
      Roles: ["member", "admin"],
    };
    const nested = await client.get("/users/add/", { UserDetails: JSV.stringify(details) });
    assert.equal(nested.FirstName, details.FirstName);
    assert.deepEqual(nested.Roles.sort(), ["admin", "member"]);
    const flat = await client.get("/users/add", {
      Email: address("flat"),
      Roles: ["member", "admin"],
      FirstName: null,
      SkipCheck: true,
    });
    assert.deepEqual(flat.Roles.sort(), ["admin", "member"]);
    assert.ok(!("FirstName" in flat));
    const none = await client.get("/users/add", { Email: address("none"), Roles: [] });
    assert.deepEqual(none.Roles, ["member"]);
    const lost = await refused(
      "InvalidRequest",
      client.get("/users/add", { UserDetails: { Email: address("lost") } }),
    );
    assert.deepEqual(lost.errors.map((each) => each.fieldName), ["UserDetails"]);
  },

  async describing() {
    const byQuery = await client.get(`/users/${steps.grace}`, { Version: 2 });
    const byPost = await client.postToUrl(`/users/${steps.grace}`, { Version: 2 });
    assert.equal(byQuery.FirstName, "Grace");
    assert.equal(byQuery.Version, 2);
    assert.deepEqual(byPost, byQuery);
    await refused("NotFound", client.get("/users/nobody"));
    const old = await refused("InvalidRequest", client.get(`/users/${steps.grace}`, { Version: "x" }));
    assert.deepEqual(old.errors.map((each) => [each.fieldName, each.errorCode]), [["Version", "Type"]]);
  },

  async listing() {
    const all = await client.get("/users");
    assert.ok(all.some((each) => each.UserName === steps.grace));
    assert.deepEqual(await client.postToUrl("/users/", {}), all);
  },

  async updating() {
    const done = await client.get("/users/update", {
      UserName: steps.grace,
      SecondName: "Hopper",
      Roles: ["member", "admin"],
    });
    assert.equal(done, null);
    const after = await client.get(`/users/${steps.grace}`);
    assert.equal(after.SecondName, "Hopper");
    assert.deepEqual(after.Roles.sort(), ["admin", "member"]);
    const details = { ...after, FirstName: "Amazing", Roles: ["member"] };
    assert.equal(await client.postToUrl("/users/update", { UserDetails: details }), null);
    const last = await client.get(`/users/${steps.grace}`);
    assert.equal(last.FirstName, "Amazing");
    assert.deepEqual(last.Roles, ["member"]);
    await client.get("/users/update", { UserName: steps.grace, FirstName: null, Roles: null });
    assert.deepEqual(await client.get(`/users/${steps.grace}`), last);
    const mars = { UserName: steps.grace, TimeZoneId: "Mars/North" };
    await refused("TimeZoneInvalid", client.postToUrl("/users/update", mars));
    const role = { UserName: steps.grace, Roles: ["no such role"] };
    await refused("NotFound", client.postToUrl("/users/update", role));
  },

  // Its generated classes are in camelCase, and send null for what has no value.
  async namesInAnyCase() {
    const name = { userName: steps.grace };
    const details = { ...name, firstName: "Grace", timeZoneId: null, roles: null };
    assert.equal(await client.postToUrl("/users/update", { userDetails: details, version: null }), null);
    await client.get("/users/update", { userDetails: JSV.stringify({ ...name, secondName: "H." }) });
    const after = await client.get(`/users/${steps.grace}`);
    assert.deepEqual([after.FirstName, after.SecondName, after.Roles], ["Grace", "H.", ["member"]]);
    assert.equal(after.Disabled, false);
    assert.equal(await client.postToUrl("/users/update", { UserDetails: after }), null);
    const told = await refused("InvalidRequest", client.postToUrl("/users/add", { userDetails: { firstName: "A" } }));
    assert.deepEqual(told.errors.map((each) => each.fieldName), ["UserDetails.Email"]);
    const secret = client.get("/users/validatePassword", { ...name, password: "a" });
    assert.match((await refused("InvalidRequest", secret)).message, /URL/);
  },

  async passwords() {
    const name = { UserName: steps.grace };
    const valid = { ...name, CurrentPassword: steps.graceOnce };
    assert.equal(await client.postToUrl("/users/validatePassword", valid), null);
    const told = await refused("InvalidRequest", client.get("/users/validatePassword", valid));
    assert.match(told.message, /URL/);
    const preview = await client.postToUrl("/users/previewResetPassword", name);
    const commit = { ...name, PreviewToken: preview.PreviewToken };
    const reset = await client.postToUrl("/users/resetPassword", commit);
    assert.equal(reset.Password, preview.Password);
    await refused("PreviewInvalid", client.postToUrl("/users/resetPassword", commit));
    const { made: grace } = await signedIn(steps.grace, reset.Password);
    const change = { ...name, CurrentPassword: reset.Password, Password: other };
    await refused("PasswordTooShort", grace.postToUrl("/users/updatePassword", { ...change, Password: "a" }));
    assert.equal(await grace.postToUrl("/users/updatePassword", change), null);
    assert.equal(await client.get("/users/reset", name), null);
    const status = await grace.postToUrl("/users/twoFactorStatus", { ...name, Password: other });
    assert.equal(status.TwoFactorRegistration, "NotRegistered");
  },

  async secondFactors() {
    const { made: grace } = await signedIn(steps.grace, other);
    assert.equal(await client.get("/users/reset2fa", { UserName: steps.grace }), null);
    await refused("Unauthenticated", grace.get(`/users/${steps.grace}`));
    const code = { OneTimePassword: "000000" };
    await refused("SecondFactorInvalid", client.postToUrl("/users/elevateTwoFactorStatus", code));
  },

  async permissions() {
    const { made: member } = await signedIn(LATCHKEY_MEMBER);
    await refused("Forbidden", member.get("/users"));
    await refused("Forbidden", member.get("/users/delete", { UserName: steps.grace }));
    const role = { UserName: LATCHKEY_MEMBER, Roles: ["owner"] };
    await refused("NotYourself", member.get("/users/update", role));
  },

  async cookies() {
    const { made } = await signedIn(LATCHKEY_MEMBER);
    made.bearerToken = null;
    const own = await made.postToUrl(`/users/${LATCHKEY_MEMBER}`, {});
    assert.equal(own.UserName, LATCHKEY_MEMBER);
    await refused("Unauthenticated", made.get(`/users/${LATCHKEY_MEMBER}`));
  },

  // A login that is over is opened anew where the client asks for that.
  async signingInAnew() {
    const { made } = await signedIn(LATCHKEY_MEMBER);
    await made.postToUrl("/auth/logout", {});
    made.onAuthenticationRequired = async () => {
      const { answer } = await signedIn(LATCHKEY_MEMBER);
      made.bearerToken = answer.BearerToken;
    };
    assert.equal((await made.get(`/users/${LATCHKEY_MEMBER}`)).UserName, LATCHKEY_MEMBER);
  },

  // The client would use the same refresh token for ever: nobody takes it, and the login lives on.
  async refreshTokens() {
    const { made, answer } = await signedIn(LATCHKEY_MEMBER);
    for (const uri of [undefined, "/access-token", "/auth/access-token"]) {
      made.refreshToken = answer.RefreshToken;
      made.refreshTokenUri = uri && made.toAbsoluteUrl(uri);
      for (let time = 0; time < 3; time++) {
        made.bearerToken = "expired";
        const failure = await made.get(`/users/${LATCHKEY_MEMBER}`).catch((cause) => cause);
        assert.equal(failure.type, "RefreshTokenException");
      }
    }
    made.bearerToken = answer.BearerToken;
    assert.equal((await made.get(`/users/${LATCHKEY_MEMBER}`)).UserName, LATCHKEY_MEMBER);
    const refresh = { refreshToken: answer.RefreshToken };
    const native = await made.postToUrl("/api/v1/sessions/refresh", refresh);
    assert.notEqual(native.refreshToken, answer.RefreshToken);
  },

  async whatIsNotThere() {
    await refused("PathNotFound", client.postToUrl("/users/add/more", {}));
    await refused("MethodNotAllowed", client.get("/users/previewResetPassword", { UserName: "a" }));
    await refused("MethodNotAllowed", client.delete("/users/add"));
  },

  async deleting() {
    assert.equal(await client.postToUrl("/users/delete", { UserName: steps.grace }), null);
    await refused("NotFound", client.get("/users/delete", { UserName: steps.grace }));
    assert.equal(await client.get("/users/delete", { UserName: `joe.${mark}` }), null);
    const nobody = await refused("InvalidRequest", client.get("/users/delete"));
    assert.deepEqual(nobody.errors.map((each) => each.fieldName), ["UserName"]);
  },

  async signingOut() {
    const over = await client.postToUrl("/auth/logout", {});
    assert.deepEqual(over, { ResponseStatus: {} });
    assert.equal(client.cookies["ss-tok"].value, "");
    await refused("Unauthenticated", client.get("/users"));
    await refused("Unauthenticated", client.postToUrl("/users", {}));
    const answer = await client.postToUrl("/auth/credentials", {
      UserName: LATCHKEY_OWNER,
      Password: LATCHKEY_PASSWORD,
    });
    client.bearerToken = answer.BearerToken;
    assert.ok((await client.get("/users")).length > 1);
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
