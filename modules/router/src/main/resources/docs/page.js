"use strict";

// Everything that comes from the contract or from an answer is shown as text, never as markup.
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function resolved(contract, node) {
  let found = node;
  while (found && found.$ref) {
    found = found.$ref.slice(2).split("/").reduce((at, step) => at[step], contract);
  }
  return found;
}

function firstExample(operation) {
  const content = operation.requestBody?.content?.["application/json"];
  const examples = Object.values(content?.examples ?? {});
  return content ? JSON.stringify(examples[0]?.value ?? {}, null, 2) : null;
}

function parameterFields(contract, operation) {
  return (operation.parameters ?? []).map(reference => {
    const parameter = resolved(contract, reference);
    const input = element("input", {spellcheck: false, autocomplete: "off"});
    const label = element("label", {}, `${parameter.name} (${parameter.in}) — ${parameter.description ?? ""}`, input);
    return {parameter, input, label};
  });
}

function target(path, fields) {
  let filled = path;
  const query = new URLSearchParams();
  for (const {parameter, input} of fields) {
    if (parameter.in === "path") {
      filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    } else if (parameter.in === "query" && input.value !== "") {
      query.set(parameter.name, input.value);
    }
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

function headers(operation, fields, hasBody) {
  const sent = {};
  const token = document.getElementById("token").value.trim();
  if (token !== "" && operation["x-permission"] !== "public") {
    sent.Authorization = `Bearer ${token}`;
  }
  if (hasBody) {
    sent["Content-Type"] = "application/json";
  }
  for (const {parameter, input} of fields) {
    if (parameter.in === "header" && input.value !== "") {
      sent[parameter.name] = input.value;
    }
  }
  return sent;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function send(method, path, operation, fields, body, output) {
  output.textContent = "…";
  try {
    const answer = await fetch(target(path, fields), {
      method: method.toUpperCase(),
      headers: headers(operation, fields, body !== null),
      body: body === null ? undefined : body.value,
      credentials: "omit",
      cache: "no-store",
    });
    const told = ["etag", "location", "retry-after", "x-request-id"]
      .filter(name => answer.headers.has(name))
      .map(name => `${name}: ${answer.headers.get(name)}`);
    output.textContent = [answer.status, ...told, "", pretty(await answer.text())].join("\n");
  } catch (failure) {
    output.textContent = String(failure);
  }
}

function responses(contract, operation) {
  const list = element("ul");
  for (const [status, reference] of Object.entries(operation.responses)) {
    list.append(element("li", {}, element("code", {textContent: status}), " ", resolved(contract, reference).description));
  }
  return list;
}

function section(contract, path, method, operation) {
  const fields = parameterFields(contract, operation);
  const example = firstExample(operation);
  const body = example === null ? null : element("textarea", {value: example, rows: 8, spellcheck: false});
  const output = element("pre", {textContent: "not sent yet"});
  const button = element("button", {type: "button", textContent: "Send"});
  button.addEventListener("click", () => send(method, path, operation, fields, body, output));
  const demands = operation["x-permission"] + (operation["x-fresh"] ? ", with a fresh proof of who you are" : "");
  return element("details", {},
    element("summary", {}, element("b", {textContent: method.toUpperCase()}), `${path} — ${operation.summary}`),
    element("p", {textContent: operation.description}),
    element("p", {className: "note", textContent: `For: ${demands}`}),
    ...fields.map(field => field.label),
    ...(body === null ? [] : [body]),
    element("p", {}, button),
    output,
    responses(contract, operation));
}

async function show() {
  const contract = await (await fetch("/openapi.json", {credentials: "omit"})).json();
  document.getElementById("about").textContent = contract.info.description;
  const place = document.getElementById("operations");
  for (const tag of contract.tags) {
    place.append(element("h2", {textContent: tag.name}), element("p", {textContent: tag.description}));
    for (const [path, item] of Object.entries(contract.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        if (operation.tags?.includes(tag.name)) {
          place.append(section(contract, path, method, operation));
        }
      }
    }
  }
}

show().catch(failure => {
  document.getElementById("about").textContent = `The contract can't be read: ${failure}`;
});
