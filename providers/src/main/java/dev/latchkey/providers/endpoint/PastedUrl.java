package dev.latchkey.providers.endpoint;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an address says on its own, for settings pages, {@code doctor} and error messages: paste
 * anything a portal shows.
 */
public sealed interface PastedUrl {
  /**
   * An address that can be called.
   *
   * @param type the provider type it needs
   * @param wireApi the API it leads to
   * @param deployment the deployment it names; null when it names none
   * @param apiVersion the API version it names; null when it names none
   * @param callUrl where a call for {@code model} goes, without secrets
   * @param warnings what was understood otherwise than written
   */
  record Usable(
      Endpoint.Type type,
      WireApi wireApi,
      @Nullable String deployment,
      @Nullable String apiVersion,
      String callUrl,
      List<String> warnings)
      implements PastedUrl {
    public Usable {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * No address anybody could call.
   *
   * @param problem what is wrong with it
   * @param nextStep what to write instead
   */
  record Unusable(String problem, String nextStep) implements PastedUrl {}

  /** Reads {@code text}; never throws. The type is derived from the address alone. */
  static PastedUrl read(String text, String model) {
    try {
      Endpoint endpoint = Endpoint.of(ProviderConfig.builder(text).build());
      return new Usable(
          endpoint.type(),
          endpoint.wireApi(),
          endpoint.deployment(),
          endpoint.apiVersion(),
          endpoint.redactor().url(endpoint.call(model)),
          endpoint.warnings());
    } catch (ModelException wrong) {
      return new Unusable(wrong.failure().message(), wrong.nextStep());
    }
  }
}
