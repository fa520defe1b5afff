package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published JSON Schema of {@code latchkey.yaml}. */
public final class ConfigSchema {
  private static final String RESOURCE = "latchkey.schema.json";

  private ConfigSchema() {}

  /** Its text, as it is printed and as editors use it. */
  public static String text() {
    try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the distribution");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree() {
    try {
      return Json.read(text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
