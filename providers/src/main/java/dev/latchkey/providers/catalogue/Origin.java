package dev.latchkey.providers.catalogue;

import java.util.Locale;

/** Who says something about a model; the first in this order that says anything is believed. */
public enum Origin {
  /** The user: limits of a provider, capabilities of a model or session. */
  USER,
  /** The provider, by what it refused and what it took. */
  LEARNED,
  /** The provider, in its list of models. */
  LIVE,
  /** Our own table of well-known models. */
  CATALOGUE,
  /** Nobody: what is assumed of models nobody knows. */
  DEFAULT;

  /** The word in lists and on the wire, e.g. {@code learned}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
