package dev.latchkey.providers.net;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes self-signed certificates (RFC 5280): a process of keytool for each takes too long. */
final class Der {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
  private static final byte[] ALTERNATIVE_NAME = oid(0x55, 0x1D, 0x11);
  private static final byte[] ECDSA = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));
  private static final byte[] RSA =
      sequence(oid(0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B), value(5));

  private Der() {}

  /** A certificate of this host name. */
  static byte[] certificate(KeyPair keys, String host, Instant from, Instant until)
      throws GeneralSecurityException {
    boolean rsa = keys.getPrivate().getAlgorithm().equals("RSA");
    byte[] algorithm = rsa ? RSA : ECDSA;
    byte[] name = sequence(value(0x31, sequence(COMMON_NAME, text(0x0C, host))));
    byte[] names = sequence(text(0x82, host));
    byte[] content =
        sequence(
            value(0xA0, value(2, new byte[] {2})),
            value(2, BigInteger.valueOf(System.nanoTime()).toByteArray()),
            algorithm,
            name,
            sequence(text(0x17, UTC.format(from)), text(0x17, UTC.format(until))),
            name,
            keys.getPublic().getEncoded(),
            value(0xA3, sequence(sequence(ALTERNATIVE_NAME, value(4, names)))));
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    return sequence(content, algorithm, value(3, new byte[] {0}, signature.sign()));
  }

  private static byte[] sequence(byte[]... parts) {
    return value(0x30, parts);
  }

  private static byte[] text(int tag, String text) {
    return value(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] oid(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return value(6, content);
  }

  private static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    int length = content.size();
    if (length > 127) {
      value.write(length > 255 ? 0x82 : 0x81);
      if (length > 255) {
        value.write(length >> 8);
      }
    }
    value.write(length);
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }
}
