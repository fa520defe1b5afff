/** The Java API of the public protocol; starts or reaches a runtime by itself. */
module com.github.copilot.java {
  requires transitive com.fasterxml.jackson.annotation;
  requires transitive com.fasterxml.jackson.databind;
  requires transitive dev.latchkey.protocol;
  requires transitive java.compiler;
  requires transitive java.net.http;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires java.logging;
  requires static org.jspecify;

  exports com.github.copilot;
  exports com.github.copilot.rpc;
  exports com.github.copilot.tool;

  opens com.github.copilot to
      com.fasterxml.jackson.databind;
  opens com.github.copilot.rpc to
      com.fasterxml.jackson.databind;

  uses dev.latchkey.protocol.host.InProcessHost;

  provides javax.annotation.processing.Processor with
      com.github.copilot.CopilotExperimentalProcessor,
      com.github.copilot.tool.CopilotToolProcessor;
}
