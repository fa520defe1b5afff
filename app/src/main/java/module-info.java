/** The latchkey command: ask, models, doctor, config, serve, simulate. */
module dev.latchkey.app {
  requires dev.latchkey.protocol;
  requires dev.latchkey.providers;
  requires dev.latchkey.runtime;
  requires dev.latchkey.server;
  requires dev.latchkey.simulator;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires static org.jspecify;

  // picocli fills the fields of the command classes by reflection
  opens dev.latchkey.app to
      info.picocli;
}
