package dev.latchkey.providers.endpoint;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Azure's two routes: with an API version {@code {base}/openai/deployments/{deployment}/...}, and
 * without one {@code {base}/openai/v1/...}. Any address the portal shows may be pasted; project and
 * gateway prefixes stay.
 *
 * @param base up to and without {@code /openai}
 * @param deployment the deployment the pasted address names; null means the model's name
 * @param apiVersion null for the route without a version
 */
record AzureRoutes(
    BaseUrl base, @Nullable String deployment, @Nullable String apiVersion, WireApi wireApi)
    implements Routes {

  private static final Pattern DEPLOYMENT = Pattern.compile("(.*)/openai/deployments/([^/]+)$");
  private static final List<String> FULL_ENDPOINTS =
      List.of("/chat/completions", "/responses", "/completions", "/openai/models");
  private static final String VERSION_PARAMETER = "api-version=";

  /** Later versions of the API list deployments on the management plane only. */
  static final String LISTING_VERSION = VERSION_PARAMETER + "2022-12-01";

  static AzureRoutes of(BaseUrl given, @Nullable String configuredVersion, WireApi wireApi) {
    String version = configuredVersion == null ? "" : configuredVersion.strip();
    if (version.isEmpty()) {
      version = versionIn(given.query());
    }
    BaseUrl base = given.withQuery(withoutVersion(given.query())).withoutAll(FULL_ENDPOINTS);
    String deployment = null;
    Matcher pasted = DEPLOYMENT.matcher(base.path());
    if (pasted.matches()) {
      deployment = pasted.group(2);
      base = base.withPath(pasted.group(1));
    }
    base = base.withoutAll(List.of("/openai/deployments", "/openai/v1", "/openai"));
    if (base.host() == Host.AZURE) {
      base = base.without("/v1").without("/models");
    }
    // these two name the route without a version, they are no dated version of the other
    boolean versionless = version.isEmpty() || version.equals("v1") || version.equals("latest");
    return new AzureRoutes(base, deployment, versionless ? null : version, wireApi);
  }

  private static String versionIn(@Nullable String query) {
    return parameters(query)
        .filter(parameter -> parameter.startsWith(VERSION_PARAMETER))
        .map(parameter -> parameter.substring(VERSION_PARAMETER.length()))
        .findFirst()
        .orElse("");
  }

  private static @Nullable String withoutVersion(@Nullable String query) {
    String rest =
        parameters(query)
            .filter(parameter -> !parameter.startsWith(VERSION_PARAMETER))
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? null : rest;
  }

  private static Stream<String> parameters(@Nullable String query) {
    return query == null ? Stream.of() : Arrays.stream(query.split("&", -1));
  }

  @Override
  public URI call(String wireModel) {
    boolean responses = wireApi == WireApi.RESPONSES;
    if (onV1()) {
      return base.at("/openai/v1" + (responses ? "/responses" : "/chat/completions"), version());
    }
    if (responses) {
      return base.at("/openai/responses", version());
    }
    String name = deployment == null ? encoded(wireModel) : deployment;
    return base.at("/openai/deployments/" + name + "/chat/completions", version());
  }

  @Override
  public URI models() {
    return base.at(onV1() ? "/openai/v1/models" : "/openai/models", version());
  }

  URI deployments() {
    return base.at("/openai/deployments", LISTING_VERSION);
  }

  private boolean onV1() {
    return apiVersion == null || apiVersion.equals("preview");
  }

  private @Nullable String version() {
    return apiVersion == null ? null : VERSION_PARAMETER + encoded(apiVersion);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
