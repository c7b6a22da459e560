// JSON Schemas of every request that Discord's API takes and of what it answers, written to standard output:
//   {"$defs": {Name: schema}, "routes": {"POST /channels/{channel_id}/messages": {path, query, body, "200": answer}}}
// They come from the package discord-api-spec, which is generated from the description that Discord publishes: its zod
// schemas hold the limits, and the interface Paths of its types says which of them a route takes.
import { readFileSync } from "node:fs";
import * as z from "zod";
import * as spec from "discord-api-spec/zod";

// The description says that these are numbers; the documentation, and Discord, have them as text too.
const BITS = new Set(["allow", "deny", "default_member_permissions", "permissions"]);

function definitions() {
  const registry = z.registry();
  for (const [name, schema] of Object.entries(spec)) {
    if (name.endsWith("Schema")) registry.add(schema, { id: name.slice(0, -"Schema".length) });
  }
  const { schemas } = z.toJSONSchema(registry, { unrepresentable: "any", io: "input", uri: (id) => `#/$defs/${id}` });
  for (const schema of Object.values(schemas)) {
    delete schema.$id;
    delete schema.$schema;
  }
  return schemas;
}

/// A property of bits may be digits, wherever it stands.
function bitsAsText(schema) {
  if (schema === null || typeof schema !== "object") return;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (BITS.has(name)) schema.properties[name] = { anyOf: [property, { type: "string", pattern: "^[0-9]+$" }] };
  }
  Object.values(schema).forEach(bitsAsText);
}

/// The interface Paths, read as far as it goes: names, lists, unions, literals and objects.
class Reader {
  constructor(text) {
    const tokens = text.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\]|\\.)*"|-?\d+|[\w$]+|[{}[\]()|?:;,]/g);
    this.tokens = [...tokens].map((token) => token[0]).filter((token) => !token.startsWith("/"));
    this.at = 0;
  }

  take(expected) {
    const token = this.tokens[this.at++];
    if (expected && token !== expected) throw new Error(`Paths: ${token} where ${expected} was expected`);
    return token;
  }

  next(token) {
    const there = this.tokens[this.at] === token;
    if (there) this.at += 1;
    return there;
  }

  /// `{ name?: type; … }` as it stands, each member handed to `each`; `[key: string]` is the name "[".
  members(each) {
    this.take("{");
    while (!this.next("}")) {
      if (this.next("[")) {
        this.at += "key:string]".match(/\w+|./g).length;
        this.take(":");
        each("[", true);
        this.next(";");
        continue;
      }
      const name = this.take().replace(/^"|"$/g, "");
      const optional = this.next("?");
      this.take(":");
      each(name, optional);
      this.next(";");
    }
  }

  /// A type, as JSON Schema; undefined where nothing may stand.
  type() {
    this.next("|");
    const parts = [this.part()];
    while (this.next("|")) parts.push(this.part());
    return parts.length === 1 ? parts[0] : { anyOf: parts };
  }

  part() {
    let schema = this.plain();
    while (this.next("[")) {
      // Only a tuple, which no request has, holds more than the closing bracket.
      while (!this.next("]")) this.at += 1;
      schema = { type: "array", items: schema };
    }
    return schema;
  }

  plain() {
    const token = this.tokens[this.at];
    if (token === "{") return this.object();
    this.at += 1;
    if (token === "(") {
      const inner = this.type();
      this.take(")");
      return inner;
    }
    if (token === "[") {
      let depth = 1;
      while (depth > 0) {
        const inner = this.take();
        depth += inner === "[" ? 1 : inner === "]" ? -1 : 0;
      }
      return {};
    }
    if (token === "undefined" || token === "never") return undefined;
    if (token === "unknown") return {};
    if (["string", "number", "boolean", "null"].includes(token)) return { type: token };
    if (/^["\d-]/.test(token)) return { const: JSON.parse(token) };
    return { $ref: `#/$defs/${token}` };
  }

  object() {
    const schema = { type: "object", properties: {}, required: [] };
    this.members((name, optional) => {
      const type = this.type();
      if (type === undefined) return;
      if (name === "[") {
        schema.additionalProperties = type;
        return;
      }
      schema.properties[name] = type;
      if (!optional) schema.required.push(name);
    });
    return schema;
  }
}

function closed(parameters) {
  for (const schema of Object.values(parameters)) schema.additionalProperties = false;
  return parameters;
}

function routes() {
  const types = import.meta.resolve("discord-api-spec").replace(/\.js$/, ".ts");
  const text = readFileSync(new URL(types), "utf8");
  const start = text.indexOf("export interface Paths {");
  const reader = new Reader(text.slice(start + "export interface Paths ".length, text.indexOf("// Paths list")));
  const routes = {};
  reader.members((path) => {
    reader.members((method) => {
      const request = { answers: {} };
      reader.members((part) => {
        // Of a body Discord ignores what it does not know; nothing is left over in an address.
        if (part === "requestBody") request.body = reader.type();
        else if (part === "parameters") Object.assign(request, closed(reader.object().properties));
        else if (part === "responses") request.answers = reader.object().properties;
        else reader.type();
      });
      const { path: parameters, query, body, answers } = request;
      routes[`${method.toUpperCase()} ${path}`] = { path: parameters, query, body, ...answers };
    });
  });
  return routes;
}

const all = { $defs: definitions(), routes: routes() };
bitsAsText(all);
process.stdout.write(JSON.stringify(all));
