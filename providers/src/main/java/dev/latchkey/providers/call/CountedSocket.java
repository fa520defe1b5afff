package dev.latchkey.providers.call;

import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.EgressCounter;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A WebSocket which notes what goes over it. */
final class CountedSocket implements MessageSocket {
  private final MessageSocket socket;
  private final EgressCounter.Receipt receipt;

  CountedSocket(MessageSocket socket, EgressCounter.Receipt receipt) {
    this.socket = socket;
    this.receipt = receipt;
  }

  @Override
  public void send(byte[] message) throws IOException, InterruptedException {
    receipt.sent(message.length);
    socket.send(message);
  }

  @Override
  public byte @Nullable [] receive() throws IOException, InterruptedException {
    byte[] message = socket.receive();
    receipt.received(message == null ? 0 : message.length);
    return message;
  }

  @Override
  public boolean open() {
    return socket.open();
  }

  @Override
  public boolean responds(Duration limit) throws InterruptedException {
    return socket.responds(limit);
  }

  @Override
  public void close() {
    socket.close();
  }
}
