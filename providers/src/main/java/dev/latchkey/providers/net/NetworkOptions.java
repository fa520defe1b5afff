package dev.latchkey.providers.net;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is reached, where that differs from everything else.
 *
 * @param proxy {@code http://[user:password@]host:port}, {@code socks5://} or {@code socks5h://}
 *     likewise, or {@code direct} for none; null for what the environment says
 * @param caFile PEM certificates to trust besides those of Java; null for none
 * @param clientCertificate PEM certificate chain to show to the server (mTLS); null for none
 * @param clientKey PEM private key (PKCS #8, not encrypted) of that certificate; null when it is in
 *     the same file
 * @param egress the only servers that may be reached for it, token endpoints included
 * @param trusted whether whoever runs this gave it: the guard against strangers is not for it
 */
public record NetworkOptions(
    @Nullable String proxy,
    @Nullable Path caFile,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey,
    AllowedServers egress,
    boolean trusted) {
  /** Nothing differs. */
  public static final NetworkOptions DEFAULT = new NetworkOptions(null, null, null, null);

  /** Reached in this way, allowed to go anywhere. */
  public NetworkOptions(
      @Nullable String proxy,
      @Nullable Path caFile,
      @Nullable Path clientCertificate,
      @Nullable Path clientKey) {
    this(proxy, caFile, clientCertificate, clientKey, AllowedServers.ANY, false);
  }

  /** The same for these servers only. */
  public NetworkOptions with(AllowedServers servers) {
    return new NetworkOptions(proxy, caFile, clientCertificate, clientKey, servers, trusted);
  }

  /** The same, given by whoever runs this. */
  public NetworkOptions asTrusted() {
    return new NetworkOptions(proxy, caFile, clientCertificate, clientKey, egress, true);
  }

  /** The same rules, reached as everything is. */
  NetworkOptions withoutWays() {
    return new NetworkOptions(null, null, null, null, egress, trusted);
  }

  /**
   * What matters to connections: those that agree in it can share them.
   *
   * @param secure whether certificates matter
   */
  public NetworkOptions ofConnections(boolean secure) {
    return secure
        ? new NetworkOptions(
            proxy, caFile, clientCertificate, clientKey, AllowedServers.ANY, trusted)
        : new NetworkOptions(proxy, null, null, null, AllowedServers.ANY, trusted);
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
        + ", egress="
        + egress
        + ", trusted="
        + trusted
        + "]";
  }
}
