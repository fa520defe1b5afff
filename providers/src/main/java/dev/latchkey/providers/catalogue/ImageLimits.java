package dev.latchkey.providers.catalogue;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which pictures a model takes.
 *
 * @param mediaTypes lower case, e.g. {@code image/png}; empty for any
 * @param most how many in one request; 0 for any number
 * @param bytes how large one may be; 0 for any size
 */
public record ImageLimits(Set<String> mediaTypes, int most, long bytes) {
  /** Any picture, any number of them. */
  public static final ImageLimits NONE = new ImageLimits(Set.of(), 0, 0);

  public ImageLimits {
    mediaTypes =
        mediaTypes.stream().map(t -> t.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    mediaTypes = Set.copyOf(mediaTypes);
    if (most < 0 || bytes < 0) {
      throw new IllegalArgumentException("Limits of pictures may not be negative");
    }
  }

  /** Whether a picture of this type and size, given in base64, may be sent. */
  public boolean take(String mediaType, String base64) {
    boolean type = mediaTypes.isEmpty() || mediaTypes.contains(mediaType.toLowerCase(Locale.ROOT));
    return type && (bytes == 0 || base64.length() / 4 * 3L <= bytes);
  }
}
