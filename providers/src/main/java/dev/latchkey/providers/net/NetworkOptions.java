package dev.latchkey.providers.net;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is reached, where that differs from everything else.
 *
 * @param proxy {@code http://[user:password@]host:port}, or {@code direct} for none; null for what
 *     the environment says
 * @param caFile PEM certificates to trust besides those of Java; null for none
 * @param clientCertificate PEM certificate chain to show to the server (mTLS); null for none
 * @param clientKey PEM private key (PKCS #8, not encrypted) of that certificate; null when it is in
 *     the same file
 */
public record NetworkOptions(
    @Nullable String proxy,
    @Nullable Path caFile,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey) {
  /** Nothing differs. */
  public static final NetworkOptions DEFAULT = new NetworkOptions(null, null, null, null);

  /** What matters to connections without certificates. */
  public NetworkOptions withoutCertificates() {
    return new NetworkOptions(proxy, null, null, null);
  }

  /** Without the proxy's password. */
  @Override
  public String toString() {
    return "NetworkOptions[proxy="
        + (proxy == null ? "null" : proxy.replaceFirst("//[^/]*@", "//***@"))
        + ", caFile="
        + caFile
        + ", clientCertificate="
        + clientCertificate
        + ", clientKey="
        + clientKey
        + "]";
  }
}
