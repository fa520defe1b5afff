// Request handlers of clients, each with all that it was asked.
import { CopilotRequestHandler, CopilotWebSocketHandler } from "@github/copilot-sdk";

const handlers = new Map();

/** Performs requests in one of these ways: passes them on, fails the first ones, or waits. */
class Handler extends CopilotRequestHandler {
  constructor(way, failures) {
    super();
    this.way = way;
    this.failures = failures;
    this.seen = [];
  }

  async sendRequest(request, context) {
    const entry = {
      method: request.method,
      url: request.url,
      transport: context.transport,
      sessionId: context.sessionId,
      aborted: false,
    };
    this.seen.push(entry);
    context.signal.addEventListener("abort", () => (entry.aborted = true), { once: true });
    if (this.failures-- > 0) {
      throw new Error("the handler has no route");
    }
    if (this.way === "wait") {
      await new Promise((wake) => context.signal.addEventListener("abort", wake, { once: true }));
      throw new Error("cancelled");
    }
    const headers = new Headers(request.headers);
    headers.set("x-performed-by", "client");
    return fetch(new Request(request, { headers }), { signal: context.signal });
  }

  async openWebSocket(context) {
    this.seen.push({ url: context.url, transport: context.transport, sessionId: context.sessionId });
    return new Model(context, this.seen);
  }
}

/** A model at the end of a WebSocket. */
class Model extends CopilotWebSocketHandler {
  constructor(context, seen) {
    super(context);
    this.seen = seen;
    this.replies = 0;
  }

  async sendRequestMessage(data) {
    const frame = JSON.parse(data);
    this.seen.push({ frame });
    const id = `resp_${++this.replies}`;
    const text = `Reply ${this.replies}.`;
    await this.say({ type: "response.created", response: { id, status: "in_progress" } });
    await this.say({ type: "response.output_text.delta", output_index: 0, content_index: 0, delta: text });
    const content = [{ type: "output_text", text }];
    const output = [{ id: "msg_1", type: "message", role: "assistant", content }];
    const usage = { input_tokens: 5, output_tokens: 7, total_tokens: 12 };
    await this.say({ type: "response.completed", response: { id, status: "completed", output, usage } });
  }

  async say(event) {
    await this.sendResponseMessage(JSON.stringify(event));
  }
}

export function make(name, { way, failures = 0 }) {
  const made = new Handler(way, failures);
  handlers.set(name, made);
  return made;
}

export function seen({ client }) {
  return handlers.get(client).seen;
}

/** Waits until the first request was given up. */
export async function aborted({ client }) {
  while (!handlers.get(client).seen.some((entry) => entry.aborted)) {
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

/** Waits for the first request. */
export async function asked({ client }) {
  while (handlers.get(client).seen.length === 0) {
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
