package dev.latchkey.providers.net;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files; errors name the file and never show what is in it. */
final class Pem {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----");
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private Pem() {}

  /** All certificates in {@code file}, at least one. */
  static List<X509Certificate> certificates(String field, Path file) {
    Matcher blocks = CERTIFICATE.matcher(text(field, file));
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (blocks.find()) {
        byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(1));
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
      }
    } catch (CertificateException | IllegalArgumentException _) {
      throw wrong(field, file, "has a broken certificate", "Export it again as PEM.");
    }
    if (certificates.isEmpty()) {
      throw wrong(
          field,
          file,
          "holds no certificate",
          "Name a PEM file: it has lines -----BEGIN CERTIFICATE-----.");
    }
    return certificates;
  }

  /** The certificates in {@code file} that can be read; none when it cannot be. */
  static List<X509Certificate> readable(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher blocks = CERTIFICATE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      while (blocks.find()) {
        certificate(factory, blocks.group(1)).ifPresent(certificates::add);
      }
    } catch (CertificateException | IOException _) {
      // what there is of it counts
      return certificates;
    }
    return certificates;
  }

  private static Optional<X509Certificate> certificate(CertificateFactory factory, String text) {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(text);
      return Optional.of(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
    } catch (CertificateException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The private key in {@code file} that belongs to {@code certificate}. */
  static PrivateKey key(String field, Path file, X509Certificate certificate) {
    Matcher block = KEY.matcher(text(field, file));
    if (!block.find()) {
      throw wrong(
          field,
          file,
          "holds no unencrypted PKCS #8 key",
          "Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem.");
    }
    String algorithm = certificate.getPublicKey().getAlgorithm();
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw wrong(
          field,
          file,
          "holds a key that is broken or not of the certificate's kind (" + algorithm + ")",
          "Name the key that the certificate was made for.");
    }
  }

  private static String text(String field, Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw wrong(
          field,
          file,
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "Correct the path, or let the user this runs as read it.");
    }
  }

  private static ModelException wrong(String field, Path file, String what, String nextStep) {
    return new ModelException.InvalidRequest(
        CallFailure.of(field + ": the file " + file + " " + what + ".", nextStep));
  }
}
