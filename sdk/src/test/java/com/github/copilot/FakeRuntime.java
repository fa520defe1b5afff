package com.github.copilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcHandler;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.protocol.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Executors;

/** A program that a client can spawn: answers {@code connect}, and {@code ping} with its start. */
final class FakeRuntime implements RpcRouter {

  private final List<String> args;

  private FakeRuntime(List<String> args) {
    this.args = args;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> args = List.of(arguments);
    if (args.contains("--crash")) {
      System.err.println("error: cannot go on");
      System.exit(3);
    }
    if (args.contains("--stubborn")) {
      // Neither the end of the input nor a polite request ends it.
      Runtime.getRuntime().addShutdownHook(new Thread(FakeRuntime::sleep));
    }
    new FakeRuntime(args).serve(args.contains("--stdio") ? stdio() : socket());
    if (args.contains("--stubborn")) {
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Transport stdio() {
    return StreamTransport.open(System.in, System.out, () -> {});
  }

  private static Transport socket() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("CLI server listening on port " + listener.getLocalPort());
      Socket socket = listener.accept();
      return StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket);
    }
  }

  private void serve(Transport transport) {
    new JsonRpcPeer(transport, Executors.newCachedThreadPool(FakeRuntime::daemon), this).run();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public RpcHandler handler(String method) {
    return call -> {
      ObjectNode answer = Json.object().put("protocolVersion", 3).put("timestamp", "t");
      if (method.equals("connect")) {
        answer.put("seenToken", call.params().path("token").asText());
      }
      if (method.equals("ping")) {
        String token = System.getenv("COPILOT_CONNECTION_TOKEN");
        answer.put("message", String.join(" ", args) + " token=" + token);
      }
      return method.equals("runtime.shutdown") ? JsonBody.NULL : JsonBody.of(answer);
    };
  }
}
