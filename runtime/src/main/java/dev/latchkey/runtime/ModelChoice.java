package dev.latchkey.runtime;

import org.jspecify.annotations.Nullable;

/** The model of a session and how hard it thinks; null where nothing was chosen. */
public record ModelChoice(@Nullable String model, @Nullable String reasoningEffort) {}
