package dev.latchkey.providers.net;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of servers that may be reached: {@code host}, {@code host:port}, {@code .example.com} for
 * all names below it, an address or a range of addresses ({@code 10.0.0.0/8}).
 */
public final class AllowedServers {
  /** No list: everything may be reached. */
  public static final AllowedServers ANY = new AllowedServers("", List.of());

  private static final Pattern NAME =
      Pattern.compile(
          "(\\*?\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?(:\\d{1,5})?|\\[[0-9a-f:.]+](:\\d{1,5})?");

  private final String field;
  private final List<String> entries;
  private final List<AddressRange> ranges;

  private AllowedServers(String field, List<String> entries) {
    this.field = field;
    this.entries = List.copyOf(entries);
    this.ranges = entries.stream().map(AddressRange::single).filter(Objects::nonNull).toList();
  }

  /**
   * The list.
   *
   * @param field where it was written, for messages
   * @throws ModelException.InvalidRequest naming the entry that is no server
   */
  public static AllowedServers of(String field, Collection<String> entries) {
    List<String> clean = new ArrayList<>();
    for (String entry : entries) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      if (AddressRange.single(text) == null && !NAME.matcher(text).matches()) {
        throw wrong(field, "\"" + text + "\" is no server.");
      }
      clean.add(text);
    }
    return new AllowedServers(field, clean);
  }

  /** The list in a variable: entries separated by commas or spaces; {@link #ANY} when not set. */
  static AllowedServers ofVariable(String name, @Nullable String text) {
    return text == null || text.isBlank()
        ? ANY
        : of(name, List.of(text.strip().split("[,\\s]+", -1)));
  }

  /**
   * Reads {@code latchkey.egress} of a provider; {@link #ANY} when it is missing or null. An empty
   * list allows nothing.
   *
   * @throws ModelException.InvalidRequest when it is no list of servers
   */
  public static AllowedServers read(JsonNode egress) {
    if (egress.isMissingNode() || egress.isNull()) {
      return ANY;
    }
    List<String> entries = new ArrayList<>();
    for (JsonNode entry : egress) {
      entries.add(entry.isTextual() ? entry.textValue() : "");
    }
    if (!egress.isArray() || entries.contains("")) {
      throw wrong("latchkey.egress", "it must be an array of strings.");
    }
    return of("latchkey.egress", entries);
  }

  private static ModelException wrong(String field, String problem) {
    return new ModelException.InvalidRequest(
        CallFailure.of(
            field + ": " + problem,
            "List host names, host:port, .example.com for all names below it, addresses or ranges"
                + " like 10.0.0.0/8."));
  }

  /** Only {@link #ANY} was written nowhere. */
  private boolean unrestricted() {
    return field.isEmpty();
  }

  /** Whether the list has this server by its name. */
  boolean names(URI url) {
    String host = host(url);
    String full = host + ":" + port(url);
    return entries.stream().anyMatch(entry -> named(entry, host, full));
  }

  private static boolean named(String entry, String host, String full) {
    String suffix = entry.startsWith("*.") ? entry.substring(1) : entry;
    return entry.equals(host)
        || entry.equals(full)
        || (suffix.startsWith(".") && (host.endsWith(suffix) || full.endsWith(suffix)));
  }

  /** Whether the list has this address. */
  boolean covers(byte[] address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * Lets a request to {@code url} pass. Looks its name up when only addresses could allow it.
   *
   * @throws ModelException.Permission when it is not on the list
   */
  void check(URI url, Lookup lookup) {
    if (unrestricted() || names(url) || coversAll(url, lookup)) {
      return;
    }
    String server = host(url) + ":" + port(url);
    throw new ModelException.Permission(
        CallFailure.of(
            "Nothing may leave for " + server + ": it is not on the list " + field + ".",
            "Add \"" + server + "\" to " + field + ", or correct the address."));
  }

  private boolean coversAll(URI url, Lookup lookup) {
    if (ranges.isEmpty() || url.getHost() == null) {
      return false;
    }
    byte[] literal = AddressRange.literal(url.getHost());
    if (literal != null) {
      return covers(literal);
    }
    try {
      InetAddress[] addresses = lookup.addresses(url.getHost());
      return Arrays.stream(addresses).allMatch(address -> covers(AddressRange.bytes(address)));
    } catch (UnknownHostException _) {
      return false;
    }
  }

  static String host(URI url) {
    return url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
  }

  static int port(URI url) {
    int usual =
        "https".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme())
            ? 443
            : 80;
    return url.getPort() < 0 ? usual : url.getPort();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllowedServers list
        && field.equals(list.field)
        && entries.equals(list.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return unrestricted() ? "any" : entries.toString();
  }
}
