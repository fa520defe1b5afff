/** Models behind one vocabulary: wires, endpoints, credentials, retry. Usable without agents. */
module dev.latchkey.providers {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive java.net.http;
  requires com.fasterxml.jackson.core;
  requires static transitive org.jspecify;

  exports dev.latchkey.providers;
  exports dev.latchkey.providers.catalogue;
  exports dev.latchkey.providers.config;
  exports dev.latchkey.providers.courier;
  exports dev.latchkey.providers.credential;
  exports dev.latchkey.providers.dialect;
  exports dev.latchkey.providers.discovery;
  exports dev.latchkey.providers.net;
  exports dev.latchkey.providers.wire;
}
