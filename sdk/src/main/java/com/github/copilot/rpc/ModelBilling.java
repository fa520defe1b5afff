package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.copilot.generated.rpc.ModelBillingTokenPrices;
import java.util.OptionalDouble;

/** What a model costs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonAutoDetect(
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    setterVisibility = JsonAutoDetect.Visibility.NONE)
public class ModelBilling {

  @JsonProperty("multiplier")
  private Double multiplier;

  @JsonProperty("tokenPrices")
  private ModelBillingTokenPrices tokenPrices;

  /** Creates an object with everything unset. */
  public ModelBilling() {}

  /** Returns the premium request multiplier, 0 when unset. */
  public double getMultiplier() {
    return multiplier == null ? 0 : multiplier;
  }

  /** Sets the premium request multiplier. */
  public ModelBilling setMultiplier(double multiplier) {
    this.multiplier = multiplier;
    return this;
  }

  /** Returns the premium request multiplier if there is one. */
  public OptionalDouble getMultiplierOpt() {
    return multiplier == null ? OptionalDouble.empty() : OptionalDouble.of(multiplier);
  }

  /** Returns the prices of tokens, or null when unset. */
  public ModelBillingTokenPrices getTokenPrices() {
    return tokenPrices;
  }

  /** Sets the prices of tokens. */
  public ModelBilling setTokenPrices(ModelBillingTokenPrices tokenPrices) {
    this.tokenPrices = tokenPrices;
    return this;
  }
}
