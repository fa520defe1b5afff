/** The contract between clients and runtimes: events, methods, their records, how they travel. */
module dev.latchkey.protocol {
  requires transitive com.fasterxml.jackson.annotation;
  requires transitive com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports com.github.copilot.generated;
  exports com.github.copilot.generated.rpc;
  exports dev.latchkey.protocol;
  exports dev.latchkey.protocol.events;
  exports dev.latchkey.protocol.host;
  exports dev.latchkey.protocol.schema;

  opens com.github.copilot.generated to
      com.fasterxml.jackson.databind;
  opens com.github.copilot.generated.rpc to
      com.fasterxml.jackson.databind;
}
