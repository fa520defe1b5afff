package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.endpoint.Host;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The troubleshooting page as code: for each failure the one thing to change or run. */
final class NextSteps {
  private final ModelException failure;
  private final Endpoint endpoint;
  private final URI url;
  private final String model;
  private final String words;

  private NextSteps(ModelException failure, Endpoint endpoint, URI url, String model) {
    this.failure = failure;
    this.endpoint = endpoint;
    this.url = url;
    this.model = model;
    this.words =
        (failure.failure().code() + " " + failure.failure().message()).toLowerCase(Locale.ROOT);
  }

  static String of(ModelException failure, Endpoint endpoint, URI url, String model) {
    return new NextSteps(failure, endpoint, url, model).sentence();
  }

  private String sentence() {
    return switch (failure) {
      case ModelException.Authentication _ -> authentication();
      case ModelException.Permission _ ->
          complete()
              ? failure.failure().nextStep()
              : "The key is known but may not do this: check its project, role, region and whether it may"
                  + " use model \""
                  + model
                  + "\".";
      case ModelException.NotFound _ -> notFound();
      case ModelException.InvalidRequest _ -> invalid();
      case ModelException.ContextOverflow _ ->
          "Shorten the conversation (compact it) or choose a model with a larger context window.";
      case ModelException.RateLimited limited -> limited(limited);
      case ModelException.Overloaded _ ->
          "Try again later; if it lasts, look at the provider's status page or server log.";
      case ModelException.Timeout timeout -> timeout(timeout.phase());
      case ModelException.Connection _ -> connection();
      case ModelException.BadResponse _ -> badResponse();
      case ModelException.ContentRefused _ ->
          "Reword the prompt, or ask whoever runs the provider to adjust its content filter.";
      case ModelException.BudgetExceeded _, ModelException.Cancelled _ ->
          failure.failure().nextStep();
    };
  }

  /** It never came to an answer, and whoever saw why has said what to do. */
  private boolean complete() {
    return failure.failure().status() == null && !failure.failure().nextStep().isEmpty();
  }

  private String authentication() {
    if (complete()) {
      return failure.failure().nextStep();
    }
    CredentialCache credential = endpoint.config().credential();
    if (credential != null && credential.renewable()) {
      return "Check where the key or token comes from: it was fetched anew and "
          + url.getHost()
          + " still refuses it.";
    }
    if (endpoint.config().bearerToken() != null && !endpoint.config().bearerToken().blank()) {
      return "Check bearerToken: it must be the whole token and not have expired (it wins over"
          + " apiKey), and "
          + url.getHost()
          + " must be where it is valid.";
    }
    boolean key = endpoint.config().apiKey() != null && !endpoint.config().apiKey().blank();
    if (!key && endpoint.type() == Endpoint.Type.AZURE) {
      return "Set apiKey (or bearerToken), or let Entra ID give tokens: AZURE_TENANT_ID, AZURE_CLIENT_ID"
          + " and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH; in Azure"
          + " COPILOT_PROVIDER_ENTRA_SCOPE.";
    }
    if (!key) {
      return "Set apiKey (or bearerToken): " + url.getHost() + " wants one and none is configured.";
    }
    return "Check that apiKey is complete, not expired, and belongs to " + url.getHost() + ".";
  }

  private String notFound() {
    if (words.contains("deployment") || endpoint.type() == Endpoint.Type.AZURE) {
      return "Check that the deployment \""
          + model
          + "\" exists on this resource (the deployment's name, not the model's) and that"
          + " azure.apiVersion is one the resource knows.";
    }
    if (endpoint.host() == Host.OLLAMA && words.contains("model")) {
      return "Run `ollama pull " + model + "`, or `ollama list` to see what there is.";
    }
    if (words.contains("model")) {
      return "Check the model's name: the provider does not know \""
          + model
          + "\" (`latchkey models` lists what it offers).";
    }
    return "Check baseUrl: "
        + endpoint.redactor().url(url)
        + " does not exist."
        + (!url.getPath().contains("/v1")
            ? " Most compatible servers want a baseUrl that ends in /v1."
            : "");
  }

  private String invalid() {
    Integer status = failure.failure().status();
    if (status != null && status == 407) {
      return "Put the proxy's user name and password into its address:"
          + " http://user:password@host:port.";
    }
    if (words.contains("tool-call-parser") || words.contains("enable-auto-tool-choice")) {
      return "Start vLLM with --enable-auto-tool-choice and --tool-call-parser for this model.";
    }
    if (words.contains("does not support tools")) {
      return "Choose a model that can call tools, or use no tools with this one.";
    }
    if (words.contains("redirects")) {
      return "Set baseUrl to the address it redirects to.";
    }
    if (words.contains("api-version") || words.contains("api version")) {
      return "Set azure.apiVersion to a version this resource supports, or remove it to use the v1"
          + " route.";
    }
    if (words.contains("/v1/responses") || words.contains("responses api")) {
      return "Set wireApi to \"responses\" for this model.";
    }
    if (failure.failure().status() == null) {
      return failure.failure().nextStep();
    }
    return "The provider refused the request as it is; its words say which part to change.";
  }

  private String limited(ModelException.RateLimited limited) {
    if (!limited.retryable()) {
      return "Add credit or raise the quota with the provider; trying again does not help.";
    }
    Duration after = limited.after();
    return "Wait"
        + (after == null ? " a minute" : " " + after.toSeconds() + " s")
        + " and try again, or use a deployment with a higher limit.";
  }

  private String timeout(Phase phase) {
    return switch (phase) {
      case CONNECT -> "Check host, port, firewall and proxy for " + server() + ".";
      case FIRST_BYTE ->
          "The model may be loading or the prompt be very long: raise the first-byte limit, or look"
              + " at the server's log.";
      case BETWEEN_CHUNKS ->
          "Look at the server's log; raise the limit between chunks if the model is that slow.";
      case TURN -> "Raise or remove the limit for whole calls.";
    };
  }

  private String connection() {
    if (complete()) {
      return failure.failure().nextStep();
    }
    if (words.contains("is unknown.")) {
      return "Check the host name in baseUrl, and the network.";
    }
    if (words.contains("proxy")) {
      return "Check the proxy's address and user (HTTPS_PROXY, ALL_PROXY or network.proxy), and whether"
          + " it may reach "
          + server()
          + ".";
    }
    if (words.contains("in none of the trust stores")) {
      return "If a proxy of your company inspects traffic, or the server has its own authority, save"
          + " that issuer's certificate as PEM and name the file in NODE_EXTRA_CA_CERTS (or as"
          + " network.caFile of this provider).";
    }
    if (words.contains("secure connection")) {
      return "Check that the server really speaks https and that its certificate is trusted and"
          + " names "
          + url.getHost()
          + ".";
    }
    if (words.contains("status line")) {
      return "Write https:// instead of http:// in baseUrl, or another port: this one speaks no plain"
          + " HTTP.";
    }
    if (!words.contains("refused")) {
      return "Try again; if it lasts, look at the server's or the gateway's log.";
    }
    return switch (endpoint.host()) {
      case OLLAMA -> "Start Ollama: `ollama serve`.";
      case LM_STUDIO -> "Start LM Studio's server: `lms server start`.";
      case LOOPBACK ->
          "Start the server. Foundry Local changes its port: `foundry service status` shows it (and"
              + " `foundry model run <model>` starts the service); put that port into baseUrl.";
      case OPENAI, AZURE, AZURE_MODELS, ANTHROPIC, NEARBY, OTHER ->
          "Check host, port, firewall and proxy for " + server() + ".";
    };
  }

  private String badResponse() {
    if (words.contains("web page")) {
      return "Check baseUrl: it leads to a web page, proxy or login, not to a model API.";
    }
    return failure.failure().nextStep();
  }

  private @Nullable String server() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
