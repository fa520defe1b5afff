/** The agent engine: sessions, journal, loop, context, tools. */
module dev.latchkey.runtime {
  requires transitive dev.latchkey.protocol;
  requires transitive dev.latchkey.providers;
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports dev.latchkey.runtime;
  exports dev.latchkey.runtime.context;
  exports dev.latchkey.runtime.engine;
  exports dev.latchkey.runtime.store;
  exports dev.latchkey.runtime.tool;
}
