package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.runtime.ModelChoice;
import dev.latchkey.runtime.ModelPlace;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.Models;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.journal.Journal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models of a session of this process. */
final class LiveModels implements Models {
  private final ModelSlot slot;
  private final Journal journal;
  private final Lifespan lifespan;

  LiveModels(ModelSlot slot, Journal journal, Lifespan lifespan) {
    this.slot = slot;
    this.journal = journal;
    this.lifespan = lifespan;
  }

  @Override
  public ModelChoice choice() {
    lifespan.require();
    return slot.choice();
  }

  @Override
  public void switchTo(String modelId, @Nullable String reasoningEffort) {
    lifespan.require();
    if (modelId.isBlank()) {
      throw new SessionException.InvalidOptions("The model id is empty: name a model");
    }
    slot.require(modelId);
    journal.atomically(
        () -> journal.emit(SessionEvents.modelChange(slot.choice(), modelId, reasoningEffort)));
  }

  @Override
  public void describe(ModelFacts capabilities) {
    lifespan.require();
    slot.describe(capabilities);
  }

  @Override
  public ModelRegistry registry() {
    lifespan.require();
    return slot.registry();
  }

  @Override
  public ModelPlace place(@Nullable String modelId) {
    lifespan.require();
    return slot.place(modelId);
  }

  @Override
  public void add(List<ProviderConfig> providers, List<RegisteredModel> models) {
    lifespan.require();
    slot.add(providers, models);
  }
}
