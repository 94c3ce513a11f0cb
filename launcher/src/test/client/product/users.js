// Has the product's public toolkit ask Latchkey who somebody is, where they belong, and what their
// key may do. The toolkit is unmodified: it sends the requests, and holds the answers against its
// own schemas; only its base address is set.
"use strict";

const assert = require("node:assert/strict");
const { PostHogAgentToolkit, getToolsFromContext } = require("@posthog/agent-toolkit");

const { LATCHKEY_URL, LATCHKEY_KEY, LATCHKEY_ACCESS_TOKEN, LATCHKEY_PERSON } = process.env;

function context(posthogApiToken) {
  return new PostHogAgentToolkit({ posthogApiToken, posthogApiBaseUrl: LATCHKEY_URL }).getContext();
}

function understood(answer) {
  assert.ok(answer.success, String(answer.error));
  return answer.data;
}

async function refused(answer, sentence) {
  const { success, error } = await answer;
  assert.equal(success, false);
  assert.match(error.message, sentence);
}

// A tool's answer is the text that a model is shown.
async function said(tools, name, input = {}) {
  const { content } = await tools.find((tool) => tool.name === name).handler(keyed, input);
  return JSON.parse(content[0].text);
}

const keyed = context(LATCHKEY_KEY);

const steps = {
  async me() {
    for (const each of [keyed, context(LATCHKEY_ACCESS_TOKEN)]) {
      const me = understood(await each.api.users().me());
      assert.equal(me.distinct_id, LATCHKEY_PERSON);
      assert.equal(me.team.organization, me.organization.id);
      assert.deepEqual(me.organizations, [me.organization]);
      steps.user = me;
    }
    assert.equal(await keyed.stateManager.getDistinctId(), LATCHKEY_PERSON);
  },

  async theKey() {
    const key = understood(await keyed.api.apiKeys().current());
    assert.ok(key.scopes.includes("user:read"));
    assert.ok(!key.scopes.includes("user:write"));
    assert.deepEqual(key.scoped_organizations, [steps.user.organization.id]);
  },

  async organizationAndProjectByDefault() {
    assert.equal(await keyed.stateManager.getOrgID(), steps.user.organization.id);
    assert.equal(await keyed.stateManager.getProjectId(), String(steps.user.team.id));
  },

  async organizations() {
    const organizations = keyed.api.organizations();
    const [first, ...others] = understood(await organizations.list());
    assert.equal(first.name, "Looms");
    assert.deepEqual(others, []);
    assert.deepEqual(understood(await organizations.get({ orgId: first.id })), first);
    const projects = understood(await organizations.projects({ orgId: first.id }).list());
    assert.deepEqual(projects, [
      { id: steps.user.team.id, name: "Looms", organization: first.id },
    ]);
  },

  async tools() {
    const tools = await getToolsFromContext(keyed);
    assert.equal((await said(tools, "organizations-get"))[0].name, "Looms");
    assert.equal((await said(tools, "organization-details-get")).name, "Looms");
    assert.equal((await said(tools, "projects-get"))[0].id, steps.user.team.id);
  },

  async whatIsRefused() {
    await refused(context("tpt_wrong").api.users().me(), /INVALID_API_KEY/);
    const unknown = "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e";
    await refused(keyed.api.organizations().get({ orgId: unknown }), /Status Code: 404/);
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
