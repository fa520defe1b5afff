package dev.latchkey.providers.net;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which certificate of a chain is not believed, and why, in words for people. */
public final class CertificateWords {
  /** Stands in what is said of a chain whose issuer no store has. */
  static final String UNKNOWN_ISSUER = "is in none of the trust stores";

  private static final Pattern COMMON_NAME = Pattern.compile("(?i)(?:^|,)CN=\"?([^,\"]+)");

  private CertificateWords() {}

  /** Whether a store refused because it does not know who issued the chain. */
  static boolean unknownIssuer(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  /** What Java's TLS says, without the name of the alert before it. */
  public static String withoutAlert(String message) {
    return message.replaceFirst("^\\([a-z_]+\\) ", "");
  }

  /** What is wrong with {@code chain}, the server's own certificate first. */
  static String explain(X509Certificate[] chain, @Nullable CertificateException failure) {
    if (chain.length == 0) {
      return "The server shows no certificate";
    }
    Instant now = Instant.now();
    for (X509Certificate certificate : chain) {
      if (now.isAfter(certificate.getNotAfter().toInstant())) {
        return described(certificate) + " has expired";
      }
      if (now.isBefore(certificate.getNotBefore().toInstant())) {
        return described(certificate)
            + " is not valid before "
            + day(certificate.getNotBefore().toInstant());
      }
    }
    if (failure == null || unknownIssuer(failure)) {
      return described(chain[0]) + " is not trusted: " + issuer(chain) + " " + UNKNOWN_ISSUER;
    }
    String said = String.valueOf(failure.getMessage());
    return described(chain[0]) + names(chain[0]) + " is not accepted: " + said;
  }

  /** Who would have to be trusted: the issuer of the last certificate shown. */
  private static String issuer(X509Certificate[] chain) {
    X509Certificate last = chain[chain.length - 1];
    boolean own = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    return (own ? "it is signed by itself, and " : "")
        + "\""
        + shortName(last.getIssuerX500Principal().getName())
        + "\"";
  }

  /** A certificate as people know it. */
  static String described(X509Certificate certificate) {
    return "The certificate \"%s\" (issued by \"%s\", valid until %s)"
        .formatted(
            shortName(certificate.getSubjectX500Principal().getName()),
            shortName(certificate.getIssuerX500Principal().getName()),
            day(certificate.getNotAfter().toInstant()));
  }

  private static String day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** The common name; the whole name when it has none. */
  private static String shortName(String name) {
    Matcher common = COMMON_NAME.matcher(name);
    return common.find() ? common.group(1) : name;
  }

  private static String names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      String all =
          (names == null ? Stream.<List<?>>empty() : names.stream())
              .map(name -> String.valueOf(name.get(1)))
              .limit(5)
              .collect(Collectors.joining(", "));
      return all.isEmpty() ? "" : " for " + all;
    } catch (CertificateParsingException _) {
      return "";
    }
  }
}
