package dev.latchkey.providers.endpoint;

import java.net.URI;

/** The URLs of one provider. */
interface Routes {
  /** Where model calls for {@code wireModel} go. */
  URI call(String wireModel);

  /** Where the models are listed. */
  URI models();
}
