// Sessions by name, with all that they saw and did.
import { approveAll } from "@github/copilot-sdk";
import { client } from "./clients.mjs";

const records = new Map();

function record(name) {
  const found = records.get(name);
  if (!found) {
    throw new Error(`no session named ${name}`);
  }
  return found;
}

const decide = {
  "approve-all": () => approveAll,
  undecided: () => () => ({ kind: "no-result" }),
};

function permissionHandler(permission, made) {
  const handler =
    typeof permission === "string" ? decide[permission]() : () => structuredClone(permission);
  return (request, invocation) => {
    made.permissions.push(request);
    return handler(request, invocation);
  };
}

/** A tool whose behaviour is data: what it returns, throws, or sends to its session first. */
function tool({ returns, throws, sends, silent, ...definition }, made) {
  const handler = async (args) => {
    made.calls.push({ name: definition.name, args });
    if (sends) {
      await made.session.send(sends);
    }
    if (throws) {
      throw new Error(throws);
    }
    if (silent) {
      await new Promise(() => {});
    }
    return returns;
  };
  return { ...definition, handler };
}

/** A callback for tokens whose behaviour is data: what it returns, throws, or that it hangs. */
function provider({ token, ...fields }, made) {
  if (!token) {
    return fields;
  }
  const bearerTokenProvider = async (args) => {
    made.tokens.push({ ...args });
    if (token.throws) {
      throw new Error(token.throws);
    }
    if (token.silent) {
      await new Promise(() => {});
    }
    const before = made.tokens.filter((each) => each.providerName === args.providerName);
    return token.returns ?? `${token.prefix}-${before.length}`;
  };
  return { ...fields, bearerTokenProvider };
}

function providers({ provider: singular, providers: named }, made) {
  return {
    ...(singular && { provider: provider(singular, made) }),
    ...(named && { providers: named.map((each) => provider(each, made)) }),
  };
}

function config({ tools = [], permission = "approve-all", config }, made) {
  return {
    ...config,
    ...providers(config, made),
    tools: tools.map((each) => tool(each, made)),
    onPermissionRequest: permissionHandler(permission, made),
    onEvent: (event) => see(made, event),
  };
}

function see(made, event) {
  if (made.ids.has(event.id)) {
    return;
  }
  made.ids.add(event.id);
  made.seen.push(event);
  made.waiting.splice(0).forEach((wake) => wake());
}

function fresh() {
  return { seen: [], ids: new Set(), waiting: [], calls: [], permissions: [], tokens: [] };
}

async function keep(made, name, session) {
  made.session = session;
  session.on((event) => see(made, event));
  records.set(name, made);
  return { sessionId: session.sessionId };
}

export async function create({ client: owner, name, ...rest }) {
  const made = fresh();
  return keep(made, name, await client(owner).createSession(config(rest, made)));
}

export async function resume({ client: owner, name, sessionId, ...rest }) {
  const made = fresh();
  return keep(made, name, await client(owner).resumeSession(sessionId, config(rest, made)));
}

export async function ask({ name, ...message }) {
  const answer = await record(name).session.sendAndWait(message);
  return { answer: answer?.data.content };
}

export async function send({ name, ...message }) {
  return { messageId: await record(name).session.send(message) };
}

/** The typed call beneath {@code send}, for fields that it does not take. */
export async function rpcSend({ name, ...message }) {
  return record(name).session.rpc.send(message);
}

/** Waits until so many events of a type were seen and returns them. */
export async function await_({ name, type, count = 1 }) {
  const made = record(name);
  for (;;) {
    const found = made.seen.filter((event) => event.type === type);
    if (found.length >= count) {
      return found;
    }
    await new Promise((wake) => made.waiting.push(wake));
  }
}

export function seen({ name }) {
  return record(name).seen;
}

export function calls({ name }) {
  return record(name).calls;
}

export function permissions({ name }) {
  return record(name).permissions;
}

export function tokens({ name }) {
  return record(name).tokens;
}

export async function history({ name }) {
  return record(name).session.getEvents();
}

export async function abort({ name }) {
  await record(name).session.abort();
}

export async function setModel({ name, model }) {
  await record(name).session.setModel(model);
}

export async function log({ name, message, ...options }) {
  await record(name).session.log(message, options);
}

export async function disconnect({ name }) {
  await record(name).session.disconnect();
}

export async function decidePermission({ name, requestId, result }) {
  return record(name).session.rpc.permissions.handlePendingPermissionRequest({ requestId, result });
}

/** Calls a method of the session's typed RPC, such as "queue.pendingItems". */
export async function rpc({ name, method, params = {} }) {
  const path = method.split(".");
  const last = path.pop();
  const group = path.reduce((at, step) => at[step], record(name).session.rpc);
  return group[last](params);
}
