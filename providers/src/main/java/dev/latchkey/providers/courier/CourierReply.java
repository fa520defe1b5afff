package dev.latchkey.providers.courier;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The head of a reply, and its body to be read.
 *
 * @param url who replied
 * @param body nothing of it is read; closing it gives the rest up. Null when there is none
 */
public record CourierReply(URI url, int status, HttpHeaders headers, @Nullable InputStream body) {
  /** The same reply, its body read through another stream. */
  public CourierReply with(@Nullable InputStream other) {
    return new CourierReply(url, status, headers, other);
  }
}
