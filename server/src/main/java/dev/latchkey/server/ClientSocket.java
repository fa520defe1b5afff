package dev.latchkey.server;

import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.providers.courier.MessageSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A WebSocket that a client holds for us: every piece is one message. */
final class ClientSocket implements MessageSocket {
  private final JsonRpcPeer peer;
  private final ClientExchange exchange;

  ClientSocket(JsonRpcPeer peer, ClientExchange exchange) {
    this.peer = peer;
    this.exchange = exchange;
  }

  @Override
  public void send(byte[] message) throws IOException, InterruptedException {
    if (!exchange.open()) {
      throw new IOException("closed");
    }
    peer.request(
        ClientCourier.CHUNK, exchange.piece(new String(message, StandardCharsets.UTF_8), false));
  }

  @Override
  public byte @Nullable [] receive() throws IOException, InterruptedException {
    return exchange.pieces().take();
  }

  @Override
  public boolean open() {
    return exchange.open();
  }

  @Override
  public void close() {
    exchange.giveUp("the WebSocket is not needed any more");
  }
}
