package dev.latchkey.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A value that is already bytes. */
final class EncodedBody implements JsonBody {
  private final byte[][] parts;

  EncodedBody(byte[][] parts) {
    this.parts = parts;
  }

  byte[][] parts() {
    return parts;
  }

  @Override
  public void writeTo(JsonGenerator out) throws IOException {
    out.writeRawValue(new String(Frame.of(parts).toBytes(), StandardCharsets.UTF_8));
  }
}
