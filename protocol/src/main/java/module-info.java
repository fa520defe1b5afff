/** The contract between clients and runtimes. */
module dev.latchkey.protocol {
  requires transitive com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports dev.latchkey.protocol;
  exports dev.latchkey.protocol.host;
}
