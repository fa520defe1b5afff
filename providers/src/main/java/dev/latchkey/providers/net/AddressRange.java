package dev.latchkey.providers.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses, {@code 10.0.0.0/8} or {@code fc00::/7}. */
final class AddressRange {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /** The range {@code text} describes; null when it describes none. */
  static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = slash < 0 ? null : literal(text.substring(0, slash));
    String bits = text.substring(slash + 1);
    if (network == null || !bits.matches("\\d{1,3}")) {
      return null;
    }
    int count = Integer.parseInt(bits);
    return count > network.length * 8 ? null : new AddressRange(network, count);
  }

  /** The range or the one address that {@code text} describes; null when it describes none. */
  static @Nullable AddressRange single(String text) {
    byte[] address = literal(text);
    return address == null ? parse(text) : new AddressRange(address, address.length * 8);
  }

  /** The range {@code text} describes, which must be one. */
  static AddressRange of(String text) {
    AddressRange range = parse(text);
    if (range == null) {
      throw new IllegalArgumentException("no address range: " + text);
    }
    return range;
  }

  /** The bytes of an address written as one; null for a name. Asks nobody. */
  static byte @Nullable [] literal(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (!LITERAL.matcher(bare).matches()) {
      return null;
    }
    try {
      return bytes(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** The bytes of {@code address}; an IPv4 address inside an IPv6 one comes out as IPv4. */
  static byte[] bytes(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return bytes;
    }
    boolean mapped = zeros(bytes, 0, 10) && bytes[10] == -1 && bytes[11] == -1;
    // ::1 and its neighbours are addresses of their own
    boolean compatible = zeros(bytes, 0, 12) && !zeros(bytes, 12, 15);
    boolean nat64 =
        bytes[0] == 0
            && bytes[1] == 0x64
            && bytes[2] == (byte) 0xff
            && bytes[3] == (byte) 0x9b
            && zeros(bytes, 4, 12);
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    if (mapped || compatible || nat64) {
      return Arrays.copyOfRange(bytes, 12, 16);
    }
    return sixToFour ? Arrays.copyOfRange(bytes, 2, 6) : bytes;
  }

  private static boolean zeros(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
