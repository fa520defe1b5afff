package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.endpoint.Redactor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything about a provider that nobody else may read. */
final class ConfigSecrets {
  private static final Pattern USER = Pattern.compile("^(?:[^/]*//)?([^/?#]*:([^/?#]+))@");
  private static final Pattern SCHEME = Pattern.compile("(?i)(?:bearer|basic|token|apikey) +(.*)");

  private final List<Secret> all = new ArrayList<>();

  private ConfigSecrets() {}

  static List<Secret> of(ProviderConfig config) {
    ConfigSecrets secrets = new ConfigSecrets();
    secrets.add(config.apiKey());
    secrets.add(config.bearerToken());
    if (config.credential() != null) {
      config.credential().secrets().forEach(secrets::add);
    }
    config.headers().forEach(secrets::named);
    secrets.named(config.extension().extraHeaders());
    secrets.named(config.extension().extraQuery());
    secrets.inUrl(config.baseUrl());
    secrets.inUrl(config.network().proxy());
    return secrets.all;
  }

  private void inUrl(@Nullable String url) {
    Matcher user = USER.matcher(url == null ? "" : url);
    if (user.find()) {
      String both = decoded(user.group(1));
      String password = decoded(user.group(2));
      add(Secret.of(password));
      if (!password.equals(user.group(2))) {
        add(Secret.of(user.group(2)));
      }
      add(Secret.of(Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8))));
    }
  }

  /** As it is sent; addresses are written with %40 for @. */
  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return part;
    }
  }

  private void named(ObjectNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getValue().isTextual()) {
        named(field.getKey(), field.getValue().textValue());
      }
    }
  }

  /** A header whose name says that it holds a secret: with its scheme and without. */
  private void named(String name, String value) {
    if (Redactor.sensitive(name)) {
      add(Secret.of(value));
      Matcher scheme = SCHEME.matcher(value.strip());
      if (scheme.matches()) {
        add(Secret.of(scheme.group(1)));
      }
    }
  }

  private void add(@Nullable Secret secret) {
    if (secret != null && !secret.blank()) {
      all.add(secret);
    }
  }
}
