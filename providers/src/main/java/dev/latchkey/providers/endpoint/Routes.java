package dev.latchkey.providers.endpoint;

import java.net.URI;

/** The URLs of one provider. */
interface Routes {
  /** What the routes are appended to: the address to give to other clients of the type. */
  BaseUrl base();

  /** Where model calls for {@code wireModel} go. */
  URI call(String wireModel);

  /** Where the models are listed. */
  URI models();
}
