/** JSON-RPC methods of the runtime over standard streams, TCP and inside one process. */
module dev.latchkey.server {
  requires transitive dev.latchkey.protocol;
  requires transitive dev.latchkey.runtime;
  requires transitive dev.latchkey.providers;
  requires java.net.http;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires org.snakeyaml.engine;
  requires static transitive org.jspecify;

  exports dev.latchkey.server;
  exports dev.latchkey.server.config;

  provides dev.latchkey.protocol.host.InProcessHost with
      dev.latchkey.server.InProcessServer;
}
