// The same few steps with any release of the official SDK: names changed, the protocol did not.
const approve = () => ({ kind: "approved" });

function options({ RuntimeConnection }, { command, home, work }) {
  const env = { ...process.env, COPILOT_HOME: home, LATCHKEY_HOME: home };
  return RuntimeConnection
    ? { connection: RuntimeConnection.forStdio({ path: command }), workingDirectory: work, env }
    : { cliPath: command, cwd: work, env };
}

export async function play({ package: name, provider, ...where }) {
  const sdk = await import(name);
  const client = new sdk.CopilotClient(options(sdk, where));
  await client.start();
  try {
    return await steps(client, { provider, onPermissionRequest: sdk.approveAll ?? approve });
  } finally {
    await client.stop();
  }
}

async function steps(client, common) {
  const tool = {
    name: "weather",
    description: "Tells the weather of a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    handler: ({ city }) => `sunny in ${city}`,
  };
  const session = await client.createSession({
    ...common,
    model: "gpt-4.1",
    streaming: true,
    tools: [tool],
  });
  let streamed = "";
  session.on("assistant.message_delta", ({ data }) => (streamed += data.deltaContent));
  const answer = await session.sendAndWait({ prompt: "Say exactly: hello" });
  const helped = await session.sendAndWait({ prompt: "use the tool weather" });
  await (session.disconnect ?? session.destroy).call(session);

  const resumed = await client.resumeSession(session.sessionId, { ...common, tools: [tool] });
  const events = await (resumed.getEvents ?? resumed.getMessages).call(resumed);
  return {
    answer: answer.data.content,
    streamed,
    helped: helped.data.content,
    types: events.map(({ type }) => type),
    sessions: (await client.listSessions()).map(({ sessionId }) => sessionId === session.sessionId),
  };
}
