package dev.latchkey.providers.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.net.ClientCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A JWT by which an application proves that it has the key of a certificate (RFC 7523, signed as
 * Microsoft Entra ID documents it: PS256, the certificate named by {@code x5t#S256}).
 */
final class ClientAssertion {
  /** What a token request calls it. */
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private ClientAssertion() {}

  /**
   * The assertion of {@code client} for {@code tokenUrl}.
   *
   * @param withChain whether to send the certificates themselves, for applications that are
   *     registered by subject name and issuer
   * @throws IllegalStateException when the key is no RSA key
   */
  static String of(
      ClientCertificate certificate, String client, URI tokenUrl, Instant now, boolean withChain) {
    try {
      String signed =
          part(header(certificate, withChain)) + "." + part(claims(client, tokenUrl, now));
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      signature.initSign(certificate.key());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No assertion could be signed", e);
    }
  }

  private static ObjectNode header(ClientCertificate certificate, boolean withChain)
      throws GeneralSecurityException {
    byte[] encoded = certificate.chain().getFirst().getEncoded();
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put("alg", "PS256").put("typ", "JWT");
    header.put(
        "x5t#S256", URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(encoded)));
    if (withChain) {
      ArrayNode chain = header.putArray("x5c");
      for (X509Certificate each : certificate.chain()) {
        chain.add(Base64.getEncoder().encodeToString(each.getEncoded()));
      }
    }
    return header;
  }

  private static ObjectNode claims(String client, URI tokenUrl, Instant now) {
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("aud", tokenUrl.toString()).put("iss", client).put("sub", client);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("nbf", now.getEpochSecond()).put("iat", now.getEpochSecond());
    return claims.put("exp", now.plus(LIFE).getEpochSecond());
  }

  private static String part(ObjectNode json) {
    return URL.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
